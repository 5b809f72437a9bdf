import type { CloudObject, Place } from "../cloud/objects";
import type { World } from "../cloud/world-schema";
import type { Api } from "../live/api";
import type { Props, Value } from "../provider/values";

/** Whose cloud a provider instance speaks to. */
export interface Scope {
  readonly sandbox: string;
  readonly world: World;
  /** The AWS account's id, the GitHub owner or the Kubernetes cluster. */
  readonly owner: string;
  readonly region: string;
  readonly config: Props;
  /** The API server that stands behind a Kubernetes cluster; without one it is simulated. */
  readonly api?: Api;
  /** Why whoever runs the engine may write nothing here; asked at each write. */
  readonly refuses?: () => string | undefined;
}

/** What the declarations of an SDK do not say about a type. Templates name properties: `{role}:{name}`. */
export interface Fact {
  /** The property that names the object, `name` unless said otherwise. */
  readonly name?: string;
  /** False where the provider does not invent a name. */
  readonly auto?: false;
  /** Template of the id, the name by default; `capitals`, `hash`, `number`, `short` and `uuid` are invented. */
  readonly id?: string;
  /** Properties that tell an object with an invented id from its peers: with them it can already exist. */
  readonly key?: readonly string[];
  /** Template of what follows `arn:aws:`, with `{region}` and `{account}`. */
  readonly arn?: string;
  /** Template of the error when the object already exists. */
  readonly exists?: string;
  /** Where the real API overwrites instead: always, or when asked to. */
  readonly upsert?: true | ((inputs: Props) => boolean);
  /** Paths whose change forces replacement. */
  readonly replaceOn?: readonly string[];
  /** Paths that the provider sends as an update and the API refuses. */
  readonly immutable?: readonly string[];
  /** Secret outputs that the SDK does not mark. */
  readonly secrets?: readonly string[];
  readonly parents?: readonly Parent[];
  readonly limits?: readonly Limit[];
  /** What the API keeps of what it is sent, where it drops the rest without a word. */
  readonly keeps?: (inputs: Props, sandbox: string) => Props;
  /** What a refresh leaves as the state has it, because the provider does not read it back. */
  readonly unread?: (live: Props) => readonly string[];
  /** Why other objects of the place forbid the write. */
  readonly forbids?: (inputs: Props, place: Place, creating: boolean) => string | undefined;
  /** Outputs that matter; `id` among them replaces the template's. */
  readonly computed?: (made: Made) => Props;
  /** What of these lies inside an input, so that a preview of a creation cannot know it. */
  readonly unknown?: Props;
  /** What the cloud makes beside the object. */
  readonly companions?: (made: Made) => readonly Omit<CloudObject, "uid" | "createdAt">[];
  /** True for what exists nowhere but in the stack's state. */
  readonly stateOnly?: true;
  /** Why the cloud refuses to delete an object with these properties. */
  readonly refusesDelete?: (live: Props) => string | undefined;
  /** What disappears with the object: path to template, or several such. */
  readonly owns?: Ownership | readonly Ownership[];
  /** Template of the place whose content disappears with the object: `kubernetes/{name}`. */
  readonly holds?: string;
  /** The property with the days between deletion and end; their default. */
  readonly scheduled?: readonly [property: string, days: number];
  /** True where an object that failed never recovers, unless this annotation asks for another one. */
  readonly failsForever?: { readonly replacedWith: string };
  /**
   * True where the provider takes an updated object's old status for its new one, once it has seen another
   * of the type in the same run and is not told what to wait for.
   */
  readonly oldStatusPasses?: true;
  /** Inputs in the one form of several that mean the same. */
  readonly normalize?: (inputs: Props) => Props;
  /** What the object waits for after it was written; asked until there is nothing. */
  readonly awaits?: (live: Props, place: Place) => string | undefined;
}
export type Facts = Readonly<Record<string, Fact>>;
export type Ownership = Readonly<Record<string, string>>;

/** Something that must exist before; every value that the template yields is looked up. */
export interface Parent {
  readonly type: string;
  /** Template of the parent's id; with `tail` an ARN stands for what follows its last slash or colon. */
  readonly id: string;
  readonly tail?: true;
  /** Ids that always exist. */
  readonly skip?: RegExp;
  /** The real API's error; `{}` stands for the id. */
  readonly text: string;
}

/** What the provider (`api`: only the API behind it) refuses; not asked about absent or unknown values. */
export interface Limit {
  readonly path: string;
  readonly text: string;
  readonly holds: (value: Value, inputs: Props) => boolean;
  readonly api?: true;
}

/** An object in the making, its secrets opened. */
export interface Made {
  readonly scope: Scope;
  readonly inputs: Props;
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly createdAt: string;
  readonly now: string;
  /** Why it does not become ready. */
  readonly failure: string | undefined;
  /** Outputs before the update, none at creation. */
  readonly old: Props;
  /** Hexadecimal digits that never change for this object. */
  readonly hash: (length: number, salt?: string) => string;
}
