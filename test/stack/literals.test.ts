import { pod, process } from "../support/appos-pods";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

/** What production asks of AWS and of the cluster, word for word: a review sees every change of it. */
describe("AppOS in prod asks for", () => {
  let prod: Recording;
  beforeAll(() => {
    prod = of("prod");
  });

  it("this database", () => {
    expect(prod.named("appos-postgres-instance", "Instance").inputs).toMatchSnapshot();
  });

  it("this cache, with these users in this group", () => {
    expect(prod.named("appos-redis-group", "ReplicationGroup").inputs).toMatchSnapshot();
    expect(prod.named("appos-redis-users", "UserGroup").inputs["userIds"]).toMatchSnapshot();
    expect(
      prod.named("appos-redis-appos_a", "User").inputs["authenticationMode"],
    ).toMatchSnapshot();
  });

  it("the live login's credentials, once both logins exist", () => {
    const secret = prod.find(({ name }) => name.startsWith("appos-secrets-"));

    expect(secret.inputs["stringData"]).toMatchSnapshot();
    expect(prod.waitsFor(secret.name)).toEqual(
      expect.arrayContaining([
        "appos-login-bootstrap-a-2026-10-01",
        "appos-login-bootstrap-b-2026-07-01",
      ]),
    );
  });

  it("this Job to make a login, under this AWS role", () => {
    const job = prod.named("appos-login-bootstrap-a-2026-10-01", "Job");

    expect(pod(job).containers[0]?.env).toMatchSnapshot();
    expect(prod.named("appos-login-bootstrap", "iam/role:Role").inputs).toMatchSnapshot();
    expect(job.dependsOn).toEqual(
      expect.arrayContaining(["appos-login-a-2026-10-01", "appos-login-bootstrap"]),
    );
  });

  it("this account and this cluster, and no other", () => {
    expect(prod.one("pulumi:providers:aws").inputs).toMatchSnapshot();
    expect(prod.one("pulumi:providers:kubernetes").inputs).toMatchSnapshot();
  });

  it("this repository, from which the other environments pull, and to which one role pushes", () => {
    expect(
      prod.named("appos-registry-repository", "ecr/repository:Repository").inputs,
    ).toMatchSnapshot();
    expect(
      prod.named("appos-registry-access", "RepositoryPolicy").inputs["policy"],
    ).toMatchInlineSnapshot(
      `"{"Version":"2012-10-17","Statement":[{"Sid":"PullFromOtherEnvironments","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::111111111111:role/*","arn:aws:iam::222222222222:role/*"]}}},{"Sid":"PushFromPipelines","Effect":"Allow","Principal":{"AWS":["arn:appos-push-role"]},"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:CompleteLayerUpload","ecr:InitiateLayerUpload","ecr:PutImage","ecr:UploadLayerPart"]},{"Sid":"NobodyElsePushes","Effect":"Deny","Principal":{"AWS":["arn:aws:iam::333333333333:root"]},"Action":["ecr:CompleteLayerUpload","ecr:InitiateLayerUpload","ecr:PutImage","ecr:UploadLayerPart"],"Condition":{"ArnNotEquals":{"aws:PrincipalArn":["arn:appos-push-role"]}}}]}"`,
    );
  });

  it("traffic for the pods that serve, which roll over once one of the rollout was tried", () => {
    const service = prod.named("appos-backend", "Service");
    const pods = process(prod, "backend");

    expect(service.inputs).toMatchSnapshot();
    expect(service.dependsOn).toContain(pods.name);
    expect(pods.dependsOn).toContainEqual(expect.stringMatching(/^appos-verify-backend-/));
    expect(prod.named("appos-backend", "ListenerRule").inputs).toMatchSnapshot();
    expect(prod.waitsFor("appos-backend")).toContain(pods.name);
    expect(process(prod, "worker").dependsOn).toContain("appos-backend");
  });
});
