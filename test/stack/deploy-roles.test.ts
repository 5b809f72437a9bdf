import { written } from "../support/look";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

describe("deploy roles", () => {
  it.each(STACKS)("of %s look for an hour or change for three, within a boundary", (stack) => {
    const roles = ["deploy-plan", "deploy-apply"].map((name) =>
      of(stack).named(name, "iam/role:Role"),
    );
    const policies = roles.map(
      ({ name }) => of(stack).named(`${name}-policy`, "RolePolicyAttachment").inputs["policyArn"],
    );

    expect(
      roles.map(({ inputs }) => [inputs["permissionsBoundary"], inputs["maxSessionDuration"]]),
    ).toEqual([
      ["arn:deploy-boundary", 3600],
      ["arn:deploy-boundary", 10_800],
    ]);
    expect(policies).toEqual([
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "arn:aws:iam::aws:policy/AdministratorAccess",
    ]);
  });

  it.each([
    ["dev", ["111111111111"]],
    ["staging", ["222222222222"]],
    ["prod", ["333333333333", "222222222222"]],
  ] as const)(
    "of %s read its own state, and only prod reads another: that of staging",
    (stack, accounts) => {
      for (const role of ["deploy-plan", "deploy-apply"]) {
        const [statement, bucket, ...more] = written(
          of(stack).named(`${role}-state`, "RolePolicy").inputs["policy"],
        );

        expect(more).toEqual([]);
        expect(bucket).toEqual({
          ...{ Effect: "Allow", Action: "kms:Decrypt" },
          Resource: expect.stringMatching(/^arn:aws:kms:eu-central-1:333333333333:key\//) as string,
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        });
        expect(statement).toMatchObject({ Effect: "Allow", Action: "kms:Decrypt" });
        expect([statement?.Resource ?? []].flat().map((arn) => arn.split(":")[4])).toEqual(
          accounts,
        );
      }
    },
  );

  it.each(STACKS)("of %s are told by GitHub who comes, and hold no key", (stack) => {
    expect(of(stack).one("OpenIdConnectProvider").inputs).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    expect(of(stack).waitsFor("deploy-apply")).toContain("deploy-github");
    expect(
      of(stack)
        .of("AccessKey")
        .filter(({ name }) => name.startsWith("deploy")),
    ).toEqual([]);
  });

  it.each([
    ["rds:DeleteDBInstance", "rds:CreateDBInstance"],
    ["rds:DeleteDBSnapshot", "rds:CreateDBSnapshot"],
    ["elasticache:DeleteReplicationGroup", "elasticache:CreateReplicationGroup"],
    ["s3:DeleteBucket", "s3:CreateBucket"],
    ["s3:DeleteObjectVersion", "s3:PutObject"],
    ["backup:DeleteBackupVault", "backup:CreateBackupVault"],
    ["backup:DeleteBackupVaultLockConfiguration", "backup:PutBackupVaultLockConfiguration"],
    ["backup:DeleteRecoveryPoint", "backup:StartBackupJob"],
    ["kms:ScheduleKeyDeletion", "kms:CreateKey"],
    ["kms:DisableKeyRotation", "kms:EnableKeyRotation"],
    ["cloudtrail:StopLogging", "cloudtrail:CreateTrail"],
    ["logs:DeleteLogGroup", "logs:CreateLogGroup"],
    ["ecr:DeleteRepository", "ecr:CreateRepository"],
  ])("are denied %s and left %s", (denied, left) => {
    expect(may(denied, "arn:aws:any:::thing")).toBe(false);
    expect(may(left, "arn:aws:any:::thing")).toBe(true);
  });

  it.each([
    ["iam:DeleteRolePermissionsBoundary", "arn:aws:iam::333333333333:role/platform-apply"],
    ["iam:UpdateAssumeRolePolicy", "arn:aws:iam::333333333333:role/platform-plan"],
    ["iam:CreatePolicyVersion", "arn:aws:iam::333333333333:policy/platform-boundary"],
    [
      "iam:DeleteOpenIDConnectProvider",
      "arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com",
    ],
  ])("may not do %s to their own limits", (action, resource) => {
    expect(may(action, resource)).toBe(false);
    expect(may(action, "arn:aws:iam::333333333333:role/another")).toBe(true);
  });
});

describe("a role that pushes", () => {
  it.each([
    ["appos", ["appos"]],
    ["life-os", ["life-os-api", "life-os-frontend"]],
    ["salitemihret", ["salitemihret-backend", "salitemihret-frontend"]],
    ["platform", ["toolbox"]],
  ])("of %s reaches its own repositories alone, as they say too", (name, images) => {
    const [login, push] = written(
      of("prod").named(`${name}-push-policy`, "RolePolicy").inputs["policy"],
    );

    expect(login).toMatchObject({ Action: "ecr:GetAuthorizationToken", Resource: "*" });
    expect(push?.Resource).toEqual(
      images.map((image) => `arn:aws:ecr:eu-central-1:333333333333:repository/${image}`),
    );
    for (const image of images) {
      const access = of("prod").named(`${image}-registry-access`, "RepositoryPolicy").inputs[
        "policy"
      ];
      expect(written(access).map(({ Sid, Principal }) => [Sid, Principal])).toContainEqual([
        "PushFromPipelines",
        { AWS: [`arn:${name}-push-role`] },
      ]);
    }
  });

  it("exists where the registry is, and nowhere else", () => {
    const counts = STACKS.map((stack) => of(stack).of("delivery:PushRole").length);

    expect(counts).toEqual([0, 0, 4]);
  });
});

/** Whether the boundary lets a role that may do everything do this; a denial wins. */
function may(action: string, resource: string): boolean {
  const boundary = written(
    of("prod").named("deploy-boundary", "iam/policy:Policy").inputs["policy"],
  );
  const met = boundary.filter(
    ({ Action, Resource = [] }) =>
      [Action].flat().some((each) => each === "*" || each === action) &&
      [Resource].flat().some((each) => each === "*" || each === resource),
  );
  return (
    met.some(({ Effect }) => Effect === "Allow") && met.every(({ Effect }) => Effect !== "Deny")
  );
}
