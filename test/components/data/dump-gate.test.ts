import type { DumpGateArgs } from "../../../components/data/dump-gate";
import { DUMP_SCRIPT } from "../../../components/data/dump-script";
import { pod } from "../../support/appos-pods";
import { record } from "../../support/recorder";
import { declareDumpGate } from "./declared-dumps";

const JOB = "shop-backup-0123456789ab";

describe("the dump before a release", () => {
  it("APP-17 is a Job of that release in the toolbox, under an account of its own", async () => {
    const { inputs } = (await declared()).named(JOB, "Job");
    const { spec } = inputs as { spec: object };
    const { serviceAccountName, containers } = pod((await declared()).named(JOB, "Job"));

    expect(inputs["metadata"]).toMatchObject({ name: JOB, namespace: "shops" });
    expect(spec).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 3540 });
    expect(serviceAccountName).toBe("shop-backup");
    expect(containers).toMatchObject([
      {
        name: "dump",
        image: "toolbox@sha256:0",
        securityContext: { readOnlyRootFilesystem: true },
      },
    ]);
  });

  it.each([
    ["custom", ["--format=custom"]],
    ["sqlGz", ["--format=plain", "--compress=6"]],
  ] as const)("X-13 tells pg_dump what a dump is for: %s", async (format, options) => {
    const [container] = pod((await declared({ format })).named(JOB, "Job")).containers;

    expect(container?.command).toEqual(["bash", "-c", DUMP_SCRIPT, "dump", ...options]);
  });

  it("X-13 knows the names of its file, its folder and its bucket, and how to log in", async () => {
    const [container] = pod((await declared()).named(JOB, "Job")).containers;

    expect(container?.env).toEqual([
      { name: "PGUSER", value: "shop_a" },
      { name: "AWS_REGION", value: "eu-central-1" },
      { name: "BUCKET", value: "platform-prod-dumps-333333333333" },
      { name: "FOLDER", value: "shop" },
      { name: "NAME", value: "backup_%Y%m%d_%H%M.dump" },
    ]);
  });

  it("adds to its own folder, sees the list of that, and reads no dump", async () => {
    const { inputs } = (await declared()).one("RolePolicy");
    const bucket = "arn:aws:s3:::platform-prod-dumps-333333333333";

    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:PutObject", Resource: `${bucket}/shop/*` },
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: bucket,
          Condition: { StringLike: { "s3:prefix": "shop/*" } },
        },
        {
          Effect: "Allow",
          Action: ["kms:GenerateDataKey", "kms:Decrypt"],
          Resource: "arn:data-key",
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        },
      ],
    });
  });

  it("starts once it may connect, and add to a bucket that is ready", async () => {
    const recording = await declared();

    expect(recording.named(JOB, "Job").dependsOn).toEqual(
      expect.arrayContaining([
        ...["leave", "shop-backup", "shop-backup-to-aws-out", "shop-backup-to-identity-out"],
        "dumps-bucket-policy",
      ]),
    );
    expect(recording.one("PodIdentityAssociation").inputs).toMatchObject({
      serviceAccount: "shop-backup",
      namespace: "shops",
      roleArn: "arn:shop-backup",
    });
  });
});

function declared(change: Partial<DumpGateArgs> = {}) {
  return record(() => declareDumpGate(change));
}
