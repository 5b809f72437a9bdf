import { recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { components, plain, podOf, process, recordAllTelling } from "../support/workloads";

const of = recordAllTelling();

const DEPLOYED = ["staging", "prod"] as const;
const ACCOUNT = { staging: "222222222222", prod: "333333333333" } as const;
const NAMESPACE = { staging: "staging", prod: "production" } as const;

describe.each(DEPLOYED)("uploads of SaliteMihret in %s", (stack) => {
  const bucket = `salitemihret-uploads-${ACCOUNT[stack]}`;

  it("SAL-21 lie from the first moment in a versioned bucket of their own", () => {
    const recording = of(stack);

    expect(recording.named("salitemihret-uploads-bucket", "Bucket").inputs).toMatchObject({
      bucket,
      forceDestroy: false,
    });
    expect(
      recording.named("salitemihret-uploads-bucket-versions", "BucketVersioning").inputs,
    ).toMatchObject({ bucket, versioningConfiguration: { status: "Enabled" } });
    expect(
      recording.named("salitemihret-uploads-bucket-expiry", "BucketLifecycleConfiguration").inputs,
    ).toMatchObject({
      rules: [
        { noncurrentVersionExpiration: { noncurrentDays: { staging: 30, prod: 90 }[stack] } },
      ],
    });
  });

  it("SAL-21 are copied every night, by a role that copies files alone", () => {
    const recording = of(stack);

    expect(recording.named("salitemihret-uploads-backup", "Selection").inputs).toEqual({
      name: "salitemihret-uploads",
      planId: "backup-plan-id",
      iamRoleArn: "arn:salitemihret-uploads-backup-role",
      resources: [`arn:aws:s3:::${bucket}`],
    });
    expect(
      recording.named("salitemihret-uploads-backup-role-policy", "RolePolicyAttachment").inputs,
    ).toMatchObject({
      policyArn: "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
    });
  });

  it("SAL-22 have an endpoint under the names of MinIO, and no keys", () => {
    for (const name of components(of(stack), "salitemihret")) {
      const variables = plain(of(stack), "salitemihret", name);

      expect(variables).toMatchObject({
        MINIO_BUCKET: bucket,
        MINIO_ENDPOINT: "s3.eu-central-1.amazonaws.com",
        MINIO_REGION: "eu-central-1",
      });
    }
    expect(JSON.stringify(of(stack).all)).not.toMatch(/MINIO_(ACCESS|SECRET|ROOT)|AWS_SECRET/);
  });

  it.each(["backend", "scheduler"])("SAL-22 are open to the %s by a role of its own", (name) => {
    const recording = of(stack);
    const own = `salitemihret-${name}`;
    const pods = podOf(recording, "salitemihret", name) as { serviceAccountName?: string };

    expect(pods.serviceAccountName).toBe(own);
    expect(recording.named(own, "PodIdentityAssociation").inputs).toMatchObject({
      clusterName: `platform-${stack}`,
      namespace: NAMESPACE[stack],
      serviceAccount: own,
      roleArn: `arn:${own}`,
    });
    expect(JSON.parse(String(recording.named(own, "RolePolicy").inputs["policy"]))).toMatchObject({
      Statement: [
        { Resource: `arn:aws:s3:::${bucket}` },
        { Resource: `arn:aws:s3:::${bucket}/*` },
        { Resource: "arn:data-key" },
      ],
    });
    expect([out(recording, `${own}-to-identity-out`), out(recording, `${own}-to-aws-out`)]).toEqual(
      [
        [[name], "169.254.170.23/32", 80],
        [[name], "0.0.0.0/0", 443],
      ],
    );
  });

  it("are open to nobody else", () => {
    const names = of(stack)
      .of("PodIdentityAssociation")
      .map(({ inputs }) => inputs["serviceAccount"])
      .filter((account) => !/-(login-bootstrap|backup|pages)$/.test(String(account)));

    expect(names).toEqual(["salitemihret-backend", "salitemihret-scheduler"]);
  });

  it("can be kept before anything of the release starts", () => {
    const migrate = process(of(stack), "salitemihret", "migrate");

    expect(of(stack).waitsFor(migrate.name)).toEqual(
      expect.arrayContaining([
        "salitemihret-backend",
        "salitemihret-scheduler",
        "salitemihret-uploads-bucket-encryption",
        "salitemihret-uploads-bucket-versions",
        "salitemihret-backend-to-identity-out",
        "salitemihret-scheduler-to-aws-out",
      ]),
    );
  });
});

it("stay on the disk of developers, without a bucket", () => {
  const { all } = of("dev");

  expect(all.filter(({ type }) => type.startsWith("aws:s3/"))).toEqual([]);
  expect(plain(of("dev"), "salitemihret", "backend")).not.toHaveProperty("MINIO_BUCKET");
});

it("stay closed to pods before the first release, and lie in their bucket already", async () => {
  const { recording } = await recordStack("prod", (settings) => {
    const { salitemihret } = settings.applications;
    if (salitemihret === undefined) throw new Error("no salitemihret");
    const first = { ...salitemihret, active: "none" };
    return { ...settings, applications: { ...settings.applications, salitemihret: first } };
  });

  expect(recording.named("salitemihret-uploads-bucket", "Bucket").protect).toBe(true);
  expect(
    recording.of("PodIdentityAssociation").filter(({ name }) => name.startsWith("salitemihret")),
  ).toEqual([]);
});

function out(recording: Recording, name: string) {
  const { spec } = recording.named(name, "NetworkPolicy").inputs as {
    readonly spec: {
      readonly podSelector: { readonly matchExpressions: readonly { readonly values: unknown }[] };
      readonly egress: readonly {
        readonly to: readonly { readonly ipBlock: { readonly cidr: string } }[];
        readonly ports: readonly { readonly port: number }[];
      }[];
    };
  };
  const [way] = spec.egress;
  return [
    spec.podSelector.matchExpressions[0]?.values,
    way?.to[0]?.ipBlock.cidr,
    way?.ports[0]?.port,
  ];
}
