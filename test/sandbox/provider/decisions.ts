import { isProps, type Props } from "../../../sandbox/provider/values";
import { CLUSTER_WIDE, NAMESPACE } from "./operation-objects";
import { type Plugin, Unready } from "./plugin";

/** What becomes of an operation; `unready` is taken and never works. */
export type Decision = "accept" | "refuse" | "replace" | "unready";

export interface Operation {
  readonly title: string;
  readonly expected: Decision;
  /** Does it in a namespace of its own. */
  readonly run: (world: World) => Promise<Decision>;
}

/** Where an operation happens. */
export interface World {
  readonly connect: (config: Props) => Promise<Plugin>;
  /** Exists, and holds nothing. */
  readonly namespace: string;
}

/** Does an operation where nothing was before. */
export async function inNewNamespace(
  { run }: Operation,
  namespace: string,
  connect: World["connect"],
): Promise<Decision> {
  const metadata = { name: namespace };
  const plugin = await connect({});
  await plugin.create(NAMESPACE, "place", { apiVersion: "v1", kind: "Namespace", metadata });
  return run({ connect, namespace });
}

/** Long enough for whatever becomes ready at all. */
const PATIENCE_SECONDS = 4;

type Part = readonly [type: string, part: Props];

export function create(
  title: string,
  expected: Decision,
  type: string,
  part: Props,
  options: {
    readonly before?: readonly Part[];
    readonly config?: Props;
    readonly name?: string;
    readonly namespace?: string;
  } = {},
): Operation {
  const run = async ({ connect, namespace }: World) => {
    const plugin = await connect(options.config ?? {});
    for (const [other, its] of options.before ?? [])
      await plugin.create(other, "before", manifest(other, its, namespace));
    const place = options.namespace ?? namespace;
    const it = manifest(type, part, place, options.name);
    return decided(plugin.create(type, "it", it, PATIENCE_SECONDS));
  };
  return { title: `creates ${title}`, expected, run };
}

export function change(
  title: string,
  expected: Decision,
  type: string,
  before: Props,
  after: Props,
  { config = {} }: { readonly config?: Props } = {},
): Operation {
  const run = async ({ connect, namespace }: World): Promise<Decision> => {
    const plugin = await connect(config);
    const [old, now] = [before, after].map((part) => manifest(type, part, namespace));
    if (old === undefined || now === undefined) throw new Error("nothing to change");
    const made = await plugin.create(type, "it", old);
    const { replaces } = await plugin.diff(type, "it", made, now);
    if (replaces.length === 0) return decided(plugin.update(type, "it", made, now));
    await plugin.delete(type, "it", made);
    const again = await decided(plugin.create(type, "it", now));
    return again === "accept" ? "replace" : again;
  };
  return { title: `changes ${title}`, expected, run };
}

export function removal(
  title: string,
  expected: Decision,
  type: string,
  part: Props,
  { gone = false } = {},
): Operation {
  const run = async ({ connect, namespace }: World): Promise<Decision> => {
    const plugin = await connect({});
    const made = await plugin.create(type, "it", manifest(type, part, namespace));
    if (gone) await plugin.delete(type, "it", made);
    const decision = await decided(plugin.delete(type, "it", made));
    const left = await plugin.read(type, "it", made);
    return left.id === "" ? decision : "refuse";
  };
  return { title: `removes ${title}`, expected, run };
}

/** An object of a type, called `it` and, where it would be everybody's, like its namespace. */
function manifest(type: string, part: Props, namespace: string, called = "it"): Props {
  const [, group = "", version = "", kind = ""] =
    /^kubernetes:([^/]+)\/([^:]+):(\w+)$/.exec(type) ?? [];
  const apiVersion = group === "core" ? version : `${group}/${version}`;
  const name = type === NAMESPACE ? `${namespace}-more` : namespace;
  const own = CLUSTER_WIDE.has(type) ? { name } : { name: called, namespace };
  const metadata = isProps(part["metadata"]) ? part["metadata"] : {};
  return { apiVersion, kind, ...part, metadata: { ...metadata, ...own } };
}

async function decided(operation: Promise<unknown>): Promise<Decision> {
  try {
    await operation;
    return "accept";
  } catch (error) {
    return error instanceof Unready ? "unready" : "refuse";
  }
}
