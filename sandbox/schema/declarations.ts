import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

/** Members of interfaces and classes, by name; namespaces and the prefix are part of the name. */
export type Declarations = ReadonlyMap<string, readonly ts.Node[]>;

/** Finds what a file declares. It is parsed only: nothing is resolved or type-checked. */
export function declarationsOf(file: string, prefix = ""): Declarations {
  if (!existsSync(file)) return new Map();
  const text = readFileSync(file, "utf8");
  return new Map(named(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), prefix));
}

/** Looks up the values of `enums.<namespace>.<name>`. */
export function enumValues(packageDir: string, name: string): readonly string[] {
  const [, ...path] = name.split(".");
  const file = join(packageDir, "types", "enums", ...path.slice(0, -1), "index.d.ts");
  const body = readFileSync(file, "utf8").split(`declare const ${path.at(-1) ?? ""}: {`)[1];
  const rows = body?.split("\n}", 1)[0]?.matchAll(/^ +readonly \w+: "(.*)";$/gm) ?? [];
  const values = [...rows].map(([, value = ""]) => value);
  if (values.length === 0) throw new Error(`${name} is not declared in ${file}`);
  return values;
}

type Named = [name: string, members: readonly ts.Node[]];

function named(block: ts.SourceFile | ts.ModuleBlock, prefix: string): Named[] {
  return block.statements.flatMap((statement): Named[] => {
    if (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) {
      return [[`${prefix}${statement.name?.text ?? ""}`, statement.members]];
    }
    if (!ts.isModuleDeclaration(statement)) return [];
    const { name, body } = statement;
    return body?.kind === ts.SyntaxKind.ModuleBlock ? named(body, `${prefix}${name.text}.`) : [];
  });
}
