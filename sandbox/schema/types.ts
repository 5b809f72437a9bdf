import ts from "typescript";

import { type Declarations, enumValues } from "./declarations";
import { SHAPES, type ObjectType, type TypeRef } from "./model";

/** One SDK: where it is, what its nested types look like, and those read so far. */
export interface Sdk {
  readonly packageDir: string;
  readonly nested: Declarations;
  readonly types: Record<string, ObjectType>;
}

/** Reads an interface or a class. Properties that are `known` keep the type they have there. */
export function readFields(
  sdk: Sdk,
  declarations: Declarations,
  name: string,
  known: ObjectType = {},
): ObjectType {
  const members = declarations.get(name);
  if (members === undefined) throw new Error(`${name} is not declared in ${sdk.packageDir}`);
  return Object.fromEntries(
    members.filter(isProperty).map(({ name, questionToken, type }) => [
      name.getText(),
      {
        type: known[name.getText()]?.type ?? readType(sdk, type),
        required: questionToken === undefined && !/\bundefined\b/.test(type.getText()),
      },
    ]),
  );
}

function isProperty(
  node: ts.Node,
): node is (ts.PropertySignature | ts.PropertyDeclaration) & { readonly type: ts.TypeNode } {
  return (
    (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) && node.type !== undefined
  );
}

const KEYWORDS: Partial<Record<ts.SyntaxKind, TypeRef>> = {
  [ts.SyntaxKind.AnyKeyword]: { kind: "any" },
  [ts.SyntaxKind.BooleanKeyword]: { kind: "boolean" },
  [ts.SyntaxKind.NumberKeyword]: { kind: "number" },
  [ts.SyntaxKind.StringKeyword]: { kind: "string" },
};

function readType(sdk: Sdk, node: ts.TypeNode): TypeRef {
  const keyword = KEYWORDS[node.kind];
  if (keyword !== undefined) return keyword;
  if (ts.isUnionTypeNode(node)) return readUnion(sdk, node.types);
  if (ts.isTypeReferenceNode(node)) return readReference(sdk, node);
  if (ts.isParenthesizedTypeNode(node)) return readType(sdk, node.type);
  if (ts.isArrayTypeNode(node)) return { kind: "array", of: readType(sdk, node.elementType) };
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
    return { kind: "enum", values: [node.literal.text] };
  }
  const [member] = ts.isTypeLiteralNode(node) ? node.members : [];
  if (member !== undefined && ts.isIndexSignatureDeclaration(member)) {
    return { kind: "map", of: readType(sdk, member.type) };
  }
  return unreadable(node);
}

function readReference(sdk: Sdk, node: ts.TypeReferenceNode): TypeRef {
  const name = node.typeName.getText();
  const [argument] = node.typeArguments ?? [];
  if (argument !== undefined)
    return WRAPPERS.includes(name) ? readType(sdk, argument) : unreadable(node);
  if (isNested(node)) return readNested(sdk, [name]);
  if (name.startsWith("pulumi.asset.")) return { kind: "asset" };
  if (name.startsWith("enums.")) return { kind: "enum", values: enumValues(sdk.packageDir, name) };
  if (name.includes(".")) return unreadable(node);
  return { kind: "string" }; // a resource given as a value travels as its id
}

const WRAPPERS = ["pulumi.Input", "pulumi.Output"];

/** Members of one shape become one: `string | Role` and `string | enums.Region` are any string. */
function readUnion(sdk: Sdk, nodes: readonly ts.TypeNode[]): TypeRef {
  const members = nodes
    .filter((node) => node.kind !== ts.SyntaxKind.UndefinedKeyword && !isNested(node))
    .map((node) => readType(sdk, node));
  const nested = nodes.filter(isNested).map((node) => node.typeName.getText());
  if (nested.length > 0) members.push(readNested(sdk, nested));
  const shapes = new Map<string, TypeRef>();
  for (const member of members) {
    const shape = SHAPES[member.kind];
    shapes.set(shape, wider(shapes.get(shape), member));
  }
  const [only, ...others] = shapes.values();
  return only !== undefined && others.length === 0
    ? only
    : { kind: "union", of: [...shapes.values()] };
}

function wider(one: TypeRef | undefined, other: TypeRef): TypeRef {
  if (one?.kind !== "enum") return one ?? other;
  return other.kind === "enum" ? { kind: "enum", values: [...one.values, ...other.values] } : other;
}

/** Several alternatives become one type in which nothing is required. */
function readNested(sdk: Sdk, names: readonly string[]): TypeRef {
  const name = names.join(" | ");
  if (!Object.hasOwn(sdk.types, name)) {
    sdk.types[name] = {}; // so that a type may contain itself
    const fields = names.flatMap((each) => Object.entries(readFields(sdk, sdk.nested, each)));
    sdk.types[name] = Object.fromEntries(
      fields.map(([key, field]) => [
        key,
        { ...field, required: field.required && names.length === 1 },
      ]),
    );
  }
  return { kind: "ref", name };
}

function isNested(node: ts.TypeNode): node is ts.TypeReferenceNode {
  return ts.isTypeReferenceNode(node) && /^(in|out)puts\./.test(node.typeName.getText());
}

function unreadable(node: ts.Node): never {
  throw new Error(`${node.getSourceFile().fileName}: nobody knows how to read ${node.getText()}`);
}
