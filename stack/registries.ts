import { Registry } from "../components/delivery/registry";
import type { Foundation } from "./foundation";
import type { Plan } from "./plan";

/** Declares repositories of the image registry, in the one stack that owns it; none anywhere else. */
export function declareRegistries(
  { settings }: Plan,
  { dataKeyArn: kmsKeyArn, guard, stamp, providers }: Foundation,
  app: string,
  repositories: readonly string[],
): readonly Registry[] {
  if (!settings.ownsRegistry) return [];
  const { pullAccounts } = settings.registry;
  const common = { kmsKeyArn, pullAccounts, guard, stamp: stamp(app) };
  return repositories.map(
    (repository) => new Registry(`${repository}-registry`, { ...common, repository }, providers),
  );
}
