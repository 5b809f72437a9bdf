import { type Environment, Settings } from "../config/schema";
import type { Application } from "../config/application";
import { KUBECONFIG } from "../config/ground";
import type { AppSpec, SecretSource, Where } from "./spec";

/** Key of the password with which nodes pull from a registry that asks for one. */
export const REGISTRY_PASSWORD = "registryPassword";

/** Key of the password that browsers ask for, where the settings say that there is one. */
export const ACCESS_PASSWORD = "accessPassword";

/** Configuration keys, without the application's name, that one application needs in one environment. */
export function secretKeysOf(
  spec: AppSpec,
  environment: Environment,
  settings: Application,
  /** Whether the environment also declares what its repository holds. */
  ownsRepository: boolean,
): readonly string[] {
  const where: Where = {
    environment,
    settings,
    facts: spec.environments[environment],
    mailHost: "",
  };
  const sources: readonly SecretSource[] = [
    ...Object.values(spec.secrets(where)),
    ...Object.values(spec.secretFiles?.(where) ?? {}),
    ...where.facts.github.flatMap(({ secrets }) => Object.values(secrets)),
    ...(ownsRepository ? Object.values(spec.repository.secrets) : []),
  ];
  const keys = sources.flatMap((source) => (source.from === "config" ? [source.key] : []));
  const pull = spec.registry.kind === "ghcr" ? [REGISTRY_PASSWORD] : [];
  const access = settings.access.password === "secret" ? [ACCESS_PASSWORD] : [];
  const announced = settings.notify === "slack";
  return [...new Set([...keys, ...pull, ...access])]
    .filter((key) => announced || key !== "slackWebhook")
    .sort();
}

/** Key of the secret that webhooks of all repositories are signed with. */
export const WEBHOOK_SECRET = "github.webhookSecret";

/** Keys of the private keys of both GitHub Apps, and of the address that is told what runs. */
export const READER_KEY = "github.readerKey";
export const RELEASE_KEY = "github.releaseKey";
export const RELEASE_CHANNEL = "github.releaseChannel";

/** Configuration keys that the environment itself needs. */
export function environmentKeys({ cluster, github }: Settings): readonly string[] {
  const secret = cluster.kind === "existing" && cluster.kubeconfig === "secret";
  const pipelines = [READER_KEY, RELEASE_KEY, RELEASE_CHANNEL];
  const hooked = (github.repositories?.webhooks.length ?? 0) > 0;
  return [...(secret ? [KUBECONFIG] : []), ...(hooked ? [WEBHOOK_SECRET] : []), ...pipelines];
}

/** The closed list for a whole stack file, fully qualified; nothing for a file that is not valid. */
export function secretKeys(
  raw: unknown,
  specs: Readonly<Record<string, AppSpec>>,
): readonly string[] {
  const { data } = Settings.safeParse(raw);
  if (data === undefined) return [];
  const keys = Object.entries(data.applications).flatMap(([name, app]) => {
    const spec = specs[name];
    const own =
      spec === undefined ? [] : secretKeysOf(spec, data.environment, app, data.ownsRepositories);
    return own.map((key) => `${name}.${key}`);
  });
  return [...environmentKeys(data), ...keys].map((key) => `platform:${key}`);
}
