import { backupProofs } from "./aws/backup-proofs";
import { backups } from "./aws/backups";
import { caches } from "./aws/caches";
import { clusters } from "./aws/clusters";
import { databases } from "./aws/databases";
import { deliveries } from "./aws/deliveries";
import { distributions } from "./aws/distributions";
import { edge } from "./aws/edge";
import { firewalls } from "./aws/firewalls";
import { iam } from "./aws/iam";
import { images } from "./aws/images";
import { keys } from "./aws/keys";
import { mail } from "./aws/mail";
import { network } from "./aws/network";
import { security } from "./aws/security";
import { serviceRoles } from "./aws/service-roles";
import { storage } from "./aws/storage";
import { topics } from "./aws/topics";
import type { Facts } from "./fact";

/** What the AWS SDK's declarations do not say, by type token. */
export const aws: Facts = {
  ...network,
  ...security,
  ...databases,
  ...caches,
  ...iam,
  ...serviceRoles,
  ...keys,
  ...clusters,
  ...storage,
  ...images,
  ...edge,
  ...distributions,
  ...deliveries,
  ...firewalls,
  ...mail,
  ...backups,
  ...backupProofs,
  ...topics,
};
