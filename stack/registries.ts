import { toolboxTags } from "../apps/platform";
import { movingTags, type TagModel } from "../apps/tags";
import { ImageScanning } from "../components/delivery/image-scanning";
import { Registry } from "../components/delivery/registry";
import { OWN_IMAGES } from "./deploy-roles";
import type { Foundation } from "./foundation";
import type { Plan } from "./plan";
import { lifecycleOf } from "./retention";

/** Declares repositories of the image registry, in the one stack that owns it; none anywhere else. */
export function declareRegistries(
  { settings }: Plan,
  { accountId, dataKeyArn: kmsKeyArn, guard, stamp, providers, roleOf }: Foundation,
  app: string,
  tags: TagModel,
  repositories: readonly string[],
): readonly Registry[] {
  if (!settings.ownsRegistry) return [];
  const { pullAccounts } = settings.registry;
  const common = {
    ...{
      accountId,
      pullAccounts,
      pushRole: roleOf(app, "push"),
      kmsKeyArn,
      guard,
      stamp: stamp(app),
    },
    ...{ movingTags: movingTags(tags), lifecycle: lifecycleOf(tags) },
  };
  return repositories.map(
    (repository) => new Registry(`${repository}-registry`, { ...common, repository }, providers),
  );
}

/** Declares what belongs to no application: the toolbox, and how the account's images are scanned. */
export function declareOwnRegistry(plan: Plan, foundation: Foundation): void {
  declareRegistries(plan, foundation, "platform", toolboxTags, OWN_IMAGES);
  const { scanning } = plan.settings.registry;
  if (scanning === undefined) return;
  const { guard, providers } = foundation;
  new ImageScanning("images", { scanning, guard }, providers);
}
