import type * as pulumi from "@pulumi/pulumi";

import { everyNight } from "../components/data/backup-plan";
import { backupRole } from "../components/data/backup-role";
import { assume } from "../components/data/clients";
import { UploadsBucket } from "../components/data/uploads-bucket";
import type { Stamp } from "../components/shared/stamp";
import { INTERNET, processesOf } from "./clients";
import type { Foundation } from "./foundation";
import type { Plan, PlannedApplication } from "./plan";

/** Declares where the uploads of an application go, and who keeps them there; pods start afterwards. */
export function declareUploads(
  { settings }: Plan,
  app: PlannedApplication,
  foundation: Foundation,
  namespace: pulumi.Output<string>,
): readonly pulumi.Resource[] {
  const { name, where, artifact } = app;
  const { uploads } = where.settings;
  if (uploads === undefined || where.bucket === undefined) return [];
  const { accountId, region, dataKeyArn: kmsKeyArn, cluster, guard, providers } = foundation;
  const stamp = foundation.stamp(name);
  const bucket = new UploadsBucket(
    `${name}-uploads`,
    {
      ...{ accountId, region, kmsKeyArn, guard, stamp },
      ...{ bucket: where.bucket.bucket, settings: uploads, logDays: settings.logDays },
    },
    providers,
  );
  backUp(`${name}-uploads`, bucket, foundation, stamp);
  const { eks } = cluster;
  if (artifact === undefined || eks === undefined) return [];
  for (const component of processesOf(app).pods.components) {
    assume(
      `${name}-${component}`,
      {
        ...{ namespace, stamp },
        pods: { kind: "pods", app: name, components: [component] },
        identity: {
          description: `Keeps uploads of ${name} in their bucket`,
          serviceAccount: `${name}-${component}`,
          grants: bucket.grants,
        },
        // The gateway endpoint of S3 stands behind its public addresses.
        eks: { name: eks.name, aws: INTERNET },
      },
      { parent: bucket },
    );
  }
  return [bucket];
}

/** Keeps what people upload a second time, in a role of its own: that of databases reads no files. */
function backUp(
  name: string,
  { arn: resourceArn }: UploadsBucket,
  { accountId, backups }: Foundation,
  stamp: Stamp,
): void {
  if (backups === undefined) return;
  const { planId } = backups.plan;
  const child = { parent: backups.plan };
  const description = `Copies uploads of ${stamp.app} every night`;
  const roleArn = backupRole(
    `${name}-backup-role`,
    { description, accountId, may: "backUpFiles", stamp },
    child,
  );
  everyNight(name, { plan: { planId, roleArn }, resourceArn }, child);
}
