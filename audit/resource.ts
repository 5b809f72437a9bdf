import { specs } from "../apps";
import type { Step } from "./digest";

/** What a URN says: `urn:pulumi:stack::project::parentType$type::name`; only a name may hold `::`. */
export interface Named {
  readonly type: string;
  readonly name: string;
}

export function named(urn: string): Named {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

/** A cloud's resources, as opposed to components, the stack itself and providers. */
export function isReal(type: string): boolean {
  return !/^(?:platform|pulumi):/.test(type);
}

/** Whose a resource is: the application that its name begins with, `shared` where it is none's. */
export function applicationOf({ urn }: Step): string {
  const { name } = named(urn);
  const owner = Object.keys(specs).find((app) => name === app || name.startsWith(`${app}-`));
  return owner ?? "shared";
}

/** The component around a resource, `Postgres appos-postgres`; empty outside of any. */
export function componentOf({ oldState, newState }: Step): string {
  const { type, name } = named((newState ?? oldState)?.parent ?? "");
  return isReal(type) || type === "pulumi:pulumi:Stack"
    ? ""
    : `${type.split(":").at(-1) ?? ""} ${name}`;
}
