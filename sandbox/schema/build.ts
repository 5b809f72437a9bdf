import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Manifest, PackageSchema } from "./model";

/** Loads the schema of an installed SDK from `<cacheDir>/schema`, and builds it if nobody has. */
export async function loadSchema(pkg: string, cacheDir: string): Promise<PackageSchema> {
  const packageDir = dirname(require.resolve(`@pulumi/${pkg}/package.json`));
  const file = schemaFile(packageDir, cacheDir);
  if (!existsSync(file)) await buildSchema(packageDir, file);
  return JSON.parse(readFileSync(file, "utf8")) as PackageSchema;
}

/** Builds the schemas of SDKs anew, whatever the cache holds. */
export async function buildSchemas(
  packages: readonly string[],
  nodeModules: string,
  cacheDir: string,
): Promise<void> {
  for (const pkg of packages) {
    const packageDir = join(nodeModules, "@pulumi", pkg);
    await buildSchema(packageDir, schemaFile(packageDir, cacheDir));
  }
}

/** The reader needs the compiler, which costs more to load than a schema: it is imported when needed. */
async function buildSchema(packageDir: string, file: string): Promise<void> {
  const { readPackage } = await import("./read");
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(unfinished, JSON.stringify(readPackage(packageDir)));
  renameSync(unfinished, file);
}

function schemaFile(packageDir: string, cacheDir: string): string {
  const manifest = readFileSync(join(packageDir, "package.json"), "utf8");
  const { pulumi } = JSON.parse(manifest) as Manifest;
  return join(cacheDir, "schema", `${pulumi.name}-${pulumi.version}.json`);
}
