import { createHash } from "node:crypto";

import { isMap, isScalar, parse, parseDocument, YAMLMap } from "yaml";

import { specs } from "../../apps";
import { secretKeys } from "../../apps/secret-keys";
import { Complaint } from "./complaint";

/** What the engine encrypted for one stack: its salt, and dummy secrets by full key. */
export interface Vault {
  readonly encryptionsalt: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Reads the stack file that the engine wrote in the scratch directory. */
export function readVault(text = ""): Vault {
  return { config: {}, ...(parse(text) as Pick<Vault, "encryptionsalt">) };
}

/** The secrets that a stack needs: those of its settings, and those its file holds encrypted. */
export function neededSecrets(project: string, committed: string): readonly string[] {
  const config: unknown = stackFile(committed).get("config");
  const encrypted = isMap(config)
    ? config.items.flatMap(({ key, value }) =>
        isScalar(key) && isMap(value) && value.has("secure") ? [String(key.value)] : [],
      )
    : [];
  return [...new Set([...encrypted, ...(project === "platform" ? declared(committed) : [])])];
}

function declared(committed: string): readonly string[] {
  const file = parse(committed) as Pick<Partial<Vault>, "config"> | null;
  return secretKeys(file?.config?.["platform:settings"], specs);
}

/** The committed settings, word for word, with secrets that the sandbox can decrypt. */
export function sandboxConfig(committed: string, vault: Vault, keys: readonly string[]): string {
  const document = stackFile(committed);
  for (const owned of ["secretsprovider", "encryptedkey"]) document.delete(owned);
  document.set("encryptionsalt", vault.encryptionsalt);
  if (!isMap(document.get("config"))) document.set("config", document.createNode({}));
  for (const key of keys) document.setIn(["config", key], vault.config[key]);
  return document.toString({ lineWidth: 0 });
}

/** A value that anyone can recognise as a dummy, the same one every time. */
export function dummySecret(stack: string, key: string): string {
  return `dummy-${createHash("sha256").update([stack, key].join("\0")).digest("hex").slice(0, 16)}-secret`;
}

/** Every scalar stays as it was typed: a date must not become a string on the way to the engine. */
function stackFile(text: string) {
  const document = parseDocument<YAMLMap>(text, { schema: "failsafe" });
  const [error] = document.errors;
  document.contents ??= new YAMLMap();
  if (error === undefined) return document;
  throw new Complaint(`the stack file is not valid YAML: ${error.message.split("\n")[0] ?? ""}`);
}
