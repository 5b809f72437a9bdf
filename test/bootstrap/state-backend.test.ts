import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { Settings } from "../../bootstrap/settings";
import { bootstrap } from "../../bootstrap/state-backend";
import type { Environment } from "../../config/schema";
import { settingsOf } from "../support/committed";
import { ROOT } from "../support/lab";
import { record } from "../support/recorder";

const settings = (stack: Environment) => {
  const file = readFileSync(join(ROOT, `bootstrap/Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(file) as { config: Record<string, unknown> };
  return Settings.parse(config["platform-bootstrap:settings"]);
};
const recorded = (stack: Environment) => record(() => bootstrap(stack, settings(stack)));

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: { readonly AWS: readonly string[] } | string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const statements = (policy: unknown) =>
  (JSON.parse(String(policy)) as { readonly Statement: readonly Statement[] }).Statement;

/** What a role of an account is allowed in a bucket, by action. */
async function may(what: "state" | "evidence", role: string) {
  const prod = await recorded("prod");
  const { inputs } = prod.named(`${what}-bucket-policy`, "BucketPolicy");
  return Object.fromEntries(
    statements(inputs["policy"])
      .filter(({ Condition }) => {
        const arns = Condition?.["ArnEquals"]?.["aws:PrincipalArn"];
        return Array.isArray(arns) && arns.includes(`arn:aws:iam::${role}`);
      })
      .flatMap(({ Action, Resource }) =>
        [Action]
          .flat()
          .map((action) => [
            action,
            [Resource].flat().map((arn) => arn.replace(/^arn:(state|evidence)-bucket\/?/, "")),
          ]),
      ),
  ) as Readonly<Record<string, readonly string[]>>;
}
const OF = (stack: string) => [
  `.pulumi/stacks/platform/${stack}.json*`,
  `.pulumi/history/platform/${stack}/*`,
  `.pulumi/backups/platform/${stack}/*`,
  `.pulumi/locks/organization/platform/${stack}/*`,
];

it("is declared with credentials of its own account, or not at all", async () => {
  const { inputs } = (await recorded("staging")).named("account", "providers:aws");

  expect(inputs).toMatchObject({
    region: "eu-central-1",
    allowedAccountIds: JSON.stringify(["222222222222"]),
  });
});

describe("the place of states and evidence", () => {
  it.each(["state", "evidence"])(
    "keeps the %s private, versioned, and under its own key",
    async (what) => {
      const prod = await recorded("prod");
      const bucket = `platform-${what}-333333333333`;

      expect(prod.named(`${what}-bucket-private`, "BucketPublicAccessBlock").inputs).toMatchObject({
        ...{ bucket, blockPublicAcls: true, restrictPublicBuckets: true },
      });
      expect(prod.named(`${what}-bucket-versions`, "BucketVersioning").inputs).toMatchObject({
        versioningConfiguration: { status: "Enabled" },
      });
      expect(
        prod.named(`${what}-bucket-encryption`, "BucketServerSideEncryptionConfiguration").inputs,
      ).toMatchObject({
        rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: "arn:state-bucket-key" } }],
      });
      expect(
        statements(prod.named(`${what}-bucket-policy`, "BucketPolicy").inputs["policy"]).at(-1),
      ).toMatchObject({ Sid: "OnlyTls", Effect: "Deny" });
      expect(prod.named(`${what}-bucket`, "s3/bucket:Bucket").protect).toBe(true);
    },
  );

  it("locks evidence for more than a year, and no state, which the engine deletes", async () => {
    const prod = await recorded("prod");
    const locks = prod.of("BucketObjectLockConfiguration");

    expect(locks.map(({ name, inputs }) => [name, inputs["rule"]])).toEqual([
      ["evidence-bucket-lock", { defaultRetention: { mode: "COMPLIANCE", days: 400 } }],
    ]);
    expect(prod.named("evidence-bucket", "s3/bucket:Bucket").inputs["objectLockEnabled"]).toBe(
      true,
    );
    expect(prod.named("state-bucket", "s3/bucket:Bucket").inputs).not.toHaveProperty(
      "objectLockEnabled",
    );
  });

  it.each([
    ["dev", "111111111111"],
    ["staging", "222222222222"],
  ])(
    "lets pipelines of %s into their own state and evidence, and no other",
    async (stack, account) => {
      const read = [...OF(stack), ".pulumi/meta.yaml"];

      expect(await may("state", `${account}:role/platform-plan`)).toEqual({
        ...{ "s3:ListBucket": [""], "s3:GetObject": read },
      });
      expect(await may("state", `${account}:role/platform-apply`)).toEqual({
        ...{ "s3:ListBucket": [""], "s3:GetObject": read },
        ...{ "s3:PutObject": OF(stack), "s3:DeleteObject": OF(stack) },
      });
      expect(await may("evidence", `${account}:role/platform-apply`)).toEqual({
        ...{
          "s3:ListBucket": [""],
          "s3:GetObject": [`${stack}/*`],
          "s3:PutObject": [`${stack}/*`],
        },
      });
      expect(await may("state", `${account}:role/admin`)).toEqual({});
    },
  );

  it("has one key per account, which rotates; that of staging lets prod read its state", async () => {
    // One after the other: recordings share Pulumi's mocks
    const dev = (await recorded("dev")).of("kms/key:Key");
    const staging = (await recorded("staging")).of("kms/key:Key");

    expect(
      [...dev, ...staging].map(({ name, inputs }) => [name, inputs["enableKeyRotation"]]),
    ).toEqual([
      ["state-key", true],
      ["state-key", true],
    ]);
    expect(statements(dev[0]?.inputs["policy"]).map(({ Sid }) => Sid)).toEqual(["account"]);
    expect(statements(staging[0]?.inputs["policy"])[1]).toEqual({
      ...{ Sid: "Readers", Effect: "Allow", Resource: "*" },
      Principal: { AWS: ["arn:aws:iam::333333333333:root"] },
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Condition: {
        ArnEquals: {
          "aws:PrincipalArn": ["plan", "apply", "prod"].map(
            (role) => `arn:aws:iam::333333333333:role/platform-${role}`,
          ),
        },
      },
    });
  });

  it.each([
    ["dev", "111111111111"],
    ["staging", "222222222222"],
  ])(
    "lets people of %s run the first update, before its pipelines have roles, and write no evidence",
    async (stack, account) => {
      const person = `${account}:role/platform-${stack}`;
      const keys = (await recorded("prod")).named("state-bucket-key", "kms/key:Key");
      const key = statements(keys.inputs["policy"]).find(({ Sid }) => Sid === `Bucket${stack}`);

      expect(await may("state", person)).toEqual(
        await may("state", `${account}:role/platform-apply`),
      );
      expect((await may("state", person))["s3:PutObject"]).toEqual(OF(stack));
      expect(await may("evidence", person)).toEqual({});
      expect(key).toMatchObject({
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Principal: { AWS: [`arn:aws:iam::${account}:root`] },
        Condition: {
          ArnEquals: {
            "aws:PrincipalArn": ["plan", "apply", stack].map(
              (role) => `arn:aws:iam::${account}:role/platform-${role}`,
            ),
          },
          StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
        },
      });
    },
  );

  it("is what the settings of every environment name", () => {
    for (const stack of ["dev", "staging", "prod"] as const) {
      expect(settingsOf(stack)["state"]).toMatchObject({
        bucket: "platform-state-333333333333",
        evidence: "platform-evidence-333333333333",
      });
      expect(settings(stack).aws).toEqual(settingsOf(stack)["aws"]);
      const { admins } = settingsOf(stack)["cluster"] as { readonly admins?: readonly string[] };
      const people = settings("prod").backend?.people[stack];
      expect(people).toEqual(admins ?? people);
    }
  });
});
