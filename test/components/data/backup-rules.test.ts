import { everyNight } from "../../../components/data/backup-plan";
import { look, written } from "../../support/look";
import { record, type Recording } from "../../support/recorder";
import { BREAK_GLASS, declareAudit, declareDrill, declarePlan } from "./declared-backups";

let recording: Recording;
beforeAll(async () => {
  recording = await record(() => {
    const plan = declarePlan();
    everyNight("db", { plan, resourceArn: "arn:aws:rds:db" }, { parent: plan });
    declareAudit({ breakGlassRole: BREAK_GLASS });
    declareDrill();
  });
});

/** What security scanners ask of backups: what is looked at, and the only answers that are right. */
it.each<[string, () => readonly unknown[], readonly unknown[]]>([
  [
    "backup-recovery-point-manual-deletion-disabled: the refusal names everybody and everything",
    () => statements("VaultPolicy").map(({ Principal, Resource }) => [Principal, Resource]),
    [
      ["*", "*"],
      ["*", "*"],
    ],
  ],
  [
    "iam_role_cross_service_confused_deputy_prevention: AWS Backup works for this account alone",
    () => statements("iam/role:Role", "assumeRolePolicy").map(({ Condition }) => Condition),
    [
      { StringEquals: { "aws:SourceAccount": "333333333333" } },
      { StringEquals: { "aws:SourceAccount": "333333333333" } },
    ],
  ],
  [
    "CKV_AWS_23: every group says what it is for",
    () => look(recording, "ec2/securityGroup:SecurityGroup", "description"),
    [["Who may reach fire-drill"]],
  ],
  [
    "IAM: every role says what it is for",
    () => look(recording, "iam/role:Role", "description"),
    [["Restores databases as a drill"], ["Takes the nightly snapshots"]],
  ],
])("%s", (_rule, found, right) => {
  expect(found()).toEqual(right);
});

/** The statements of every policy of a type. */
function statements(type: string, property = "policy") {
  return look(recording, type, property).flatMap(([policy]) => written(policy));
}
