import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A value that only exists once the resource that makes it does. */
export class Unknown {
  readonly unknown = true;
}

/** A value that must reach neither log nor disk. */
export class Secret {
  constructor(readonly value: Value) {}
}

/** What travels between engine and provider; assets and archives stay the objects they arrive as. */
export type Value = null | boolean | number | string | readonly Value[] | Props | Unknown | Secret;
export interface Props {
  readonly [key: string]: Value;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Reads what the engine sent. */
export function decode(struct: Struct | undefined): Props {
  return struct === undefined ? {} : mapProps(struct.toJavaScript(), incoming);
}

/** Writes what the engine is to read. */
export function encode(props: Props): Struct {
  return Struct.fromJavaScript(mapProps(props, outgoing));
}

/** The same value with its secrets opened. */
export function plain(value: Value): Value {
  return value instanceof Secret ? plain(value.value) : mapValue(value, plain);
}

/** The same properties with their secrets opened. */
export function plainProps(props: Props): Props {
  return mapProps(props, plain);
}

/** Says whether a secret, or an unknown, is anywhere inside. */
export function contains(value: Value, kind: typeof Secret | typeof Unknown): boolean {
  if (value instanceof kind) return true;
  if (value instanceof Secret) return contains(value.value, kind);
  if (Array.isArray(value)) return value.some((item: Value) => contains(item, kind));
  return isProps(value) && Object.values(value).some((item) => contains(item, kind));
}

/** Tells an object with properties from every other value. */
export function isProps(value: Value | undefined): value is Props {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}

/** Applies a change to every direct child. */
export function mapValue(value: Value, change: (child: Value) => Value): Value {
  if (Array.isArray(value)) return value.map(change);
  return isProps(value) ? mapProps(value, change) : value;
}

/** Applies a change to every property. */
export function mapProps(props: Props, change: (child: Value) => Value): Props {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, change(value)]));
}

function incoming(value: Value): Value {
  if (value === UNKNOWN) return new Unknown();
  if (isProps(value) && value[SIGNATURE] === SECRET)
    return new Secret(incoming(value["value"] ?? null));
  return mapValue(value, incoming);
}

function outgoing(value: Value): Value {
  if (value instanceof Unknown) return UNKNOWN;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: outgoing(value.value) };
  return mapValue(value, outgoing);
}
