/** What an SDK's package.json says about the plugin behind it. */
export interface Manifest {
  readonly pulumi: { readonly name: string; readonly version: string };
}

/** What one SDK declares, every name as it appears on the wire. */
export interface PackageSchema {
  readonly package: string;
  readonly version: string;
  /** By type token; the configuration of the provider itself is `pulumi:providers:<package>`. */
  readonly resources: Readonly<Record<string, ResourceSchema>>;
  /** By the name that a `ref` gives, for example `inputs.s3.BucketCorsConfigurationCorsRule`. */
  readonly types: Readonly<Record<string, ObjectType>>;
}

/** One resource type. What is an output and not an input is computed by the provider. */
export interface ResourceSchema {
  readonly inputs: ObjectType;
  readonly outputs: ObjectType;
  /** Outputs that the SDK marks as secret, whatever they are made from. */
  readonly secretOutputs: readonly string[];
}

/** The properties of an object, by name. */
export type ObjectType = Readonly<Record<string, Field>>;

/** One property. An input that is required must be given, an output that is required is always there. */
export interface Field {
  readonly type: TypeRef;
  readonly required: boolean;
}

/** A type. The members of a union have different shapes: one object at most, one list, and so on. */
export type TypeRef =
  | { readonly kind: "any" | "asset" | "boolean" | "number" | "string" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "array" | "map"; readonly of: TypeRef }
  | { readonly kind: "ref"; readonly name: string }
  /** A provider's configuration travels as text: JSON of anything that is not a string. */
  | { readonly kind: "json"; readonly of: TypeRef }
  | { readonly kind: "union"; readonly of: readonly TypeRef[] };

/** What a value of each kind looks like on the wire. */
export const SHAPES = {
  any: "anything",
  array: "a list",
  asset: "an asset",
  boolean: "a boolean",
  enum: "a string",
  json: "a string",
  map: "an object",
  number: "a number",
  ref: "an object",
  string: "a string",
  union: "one of several",
} as const satisfies Record<TypeRef["kind"], string>;
