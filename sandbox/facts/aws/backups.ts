import { isProps, type Value } from "../../provider/values";
import type { Fact, Facts, Limit, Parent } from "../fact";
import { at, between, items, like, text } from "../paths";
import { regionOf } from "../templates";
import { role } from "./iam";
import { key } from "./keys";

const VAULT = "aws:backup/vault:Vault";

/** A vault, named or named by its ARN. */
export const vault = (property: string): Parent => ({
  type: VAULT,
  id: `{${property}}`,
  tail: true,
  text: "ResourceNotFoundException: Backup vault {} does not exist or is inaccessible",
});

/** The role that AWS Backup works as. */
export const BACKUP_ROLE = role(
  "iamRoleArn",
  "InvalidParameterValueException: IAM Role {} cannot be assumed by AWS Backup",
);

/** What AWS Backup takes for a name. */
export const named = (form: RegExp, what: string): Limit => ({
  path: "name",
  text: `takes ${what}`,
  holds: like(form),
});

const DAYS = (value: Value) => between(value, 1, 36_500);

/** What belongs to one vault: the API overwrites it. */
const OF_VAULT: Fact = {
  auto: false,
  id: "{backupVaultName}",
  upsert: true,
  replaceOn: ["backupVaultName"],
  parents: [vault("backupVaultName")],
  computed: ({ inputs, scope }) => {
    const place = `${regionOf({ inputs, scope })}:${scope.owner}`;
    return {
      backupVaultArn: `arn:aws:backup:${place}:backup-vault:${text(inputs, "backupVaultName")}`,
    };
  },
};

/** Vaults of AWS Backup, and what fills them. */
export const backups: Facts = {
  "aws:backup/regionSettings:RegionSettings": { id: "{region}", upsert: true },
  [VAULT]: {
    arn: "backup:{region}:{account}:backup-vault:{name}",
    exists: "AlreadyExistsException: Backup vault with the same name already exists",
    replaceOn: ["name", "kmsKeyArn"],
    parents: [key("kmsKeyArn")],
    limits: [named(/^[\w-]{2,50}$/, "2 to 50 letters, digits, hyphens and underscores")],
    owns: { backupVaultName: "{name}" },
    computed: ({ old }) => ({ recoveryPoints: old["recoveryPoints"] ?? 0 }),
    refusesDelete: (live) =>
      Number(live["recoveryPoints"] ?? 0) > 0 && live["forceDestroy"] !== true
        ? "InvalidRequestException: Backup vault cannot be deleted because it contains recovery points."
        : undefined,
  },
  "aws:backup/vaultPolicy:VaultPolicy": OF_VAULT,
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    ...OF_VAULT,
    replaceOn: ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"],
    limits: [
      { path: "minRetentionDays", text: "must be between 1 and 36500", holds: DAYS },
      { path: "maxRetentionDays", text: "must be between 1 and 36500", holds: DAYS },
      {
        path: "changeableForDays",
        text: "must be between 3 and 36500",
        holds: (value) => between(value, 3, 36_500),
      },
      {
        path: "maxRetentionDays",
        api: true,
        text: "InvalidParameterValueException: Max retention days cannot be less than min retention days",
        holds: (value, inputs) => Number(value) >= Number(at(inputs, "minRetentionDays") ?? 0),
      },
    ],
  },
  "aws:backup/plan:Plan": {
    id: "{uuid}",
    key: [],
    arn: "backup:{region}:{account}:backup-plan:{id}",
    replaceOn: ["name"],
    parents: [vault("rules.targetVaultName"), vault("rules.copyActions.destinationVaultArn")],
    limits: [
      named(/^[\w.-]{1,50}$/, "1 to 50 letters, digits, hyphens, underscores and dots"),
      {
        path: "rules",
        api: true,
        text: "InvalidParameterValueException: Start window must be at least 60 minutes, and completion window at least 60 minutes longer",
        holds: (_value, inputs) =>
          items(inputs, "rules")
            .filter(isProps)
            .every(
              ({ startWindow = 480, completionWindow = 10_080 }) =>
                Number(startWindow) >= 60 && Number(completionWindow) >= Number(startWindow) + 60,
            ),
      },
    ],
    computed: ({ hash }) => ({ version: hash(32, "version") }),
  },
  "aws:backup/selection:Selection": {
    id: "{uuid}",
    key: ["planId", "name"],
    exists:
      "AlreadyExistsException: Backup selection with the same name already exists in the backup plan",
    replaceOn: [
      ...["conditions", "iamRoleArn", "name", "notResources", "planId", "resources"],
      "selectionTags",
    ],
    parents: [
      {
        type: "aws:backup/plan:Plan",
        id: "{planId}",
        text: "InvalidParameterValueException: Cannot find Backup plan with ID {}",
      },
      BACKUP_ROLE,
    ],
    limits: [named(/^[\w.-]{1,50}$/, "1 to 50 letters, digits, hyphens, underscores and dots")],
  },
};
