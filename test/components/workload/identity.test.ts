import { podIdentity } from "../../../components/workload/identity";
import { serviceAccount } from "../../../components/workload/service-account";
import { record } from "../../support/recorder";
import { STAMP } from "./sample";

describe("podIdentity", () => {
  it("is a role that the pods of one ServiceAccount in one namespace get, and nobody else", async () => {
    const { inputs } = (await identity()).recording.one("Role");

    expect(inputs).toMatchObject({ description: "Reads the mail key", tags: STAMP });
    expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/kubernetes-namespace": "shops",
              "aws:RequestTag/kubernetes-service-account": "shop-mailer",
            },
          },
        },
      ],
    });
  });

  it("may do what was granted, on what it was granted for", async () => {
    const { inputs } = (await identity()).recording.one("RolePolicy");

    expect(inputs["role"]).toBe("shop-mailer");
    expect(JSON.parse(String(inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "arn:secret" },
        { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:bucket/*" },
      ],
    });
  });

  it("reaches the pods through an association, which they wait for like the policy", async () => {
    const { recording, ready } = await identity();

    expect(recording.one("PodIdentityAssociation").inputs).toEqual({
      clusterName: "platform-test",
      namespace: "shops",
      serviceAccount: "shop-mailer",
      roleArn: "arn:shop-mailer",
      tags: STAMP,
    });
    expect(ready).toEqual(["RolePolicy", "PodIdentityAssociation"]);
  });
});

it("gives a process an account that says nothing to the Kubernetes API", async () => {
  const recording = await record(() =>
    serviceAccount("shop-backend", { namespace: "shops", labels: STAMP }, {}),
  );

  expect(recording.one("ServiceAccount").inputs).toMatchObject({
    metadata: { name: "shop-backend", namespace: "shops", labels: STAMP },
    automountServiceAccountToken: false,
  });
});

async function identity() {
  const ready: string[] = [];
  const recording = await record(() => {
    const made = podIdentity(
      "shop-mailer",
      {
        description: "Reads the mail key",
        eksName: "platform-test",
        namespace: "shops",
        serviceAccount: "shop-mailer",
        grants: [
          { actions: ["secretsmanager:GetSecretValue"], resource: "arn:secret" },
          { actions: ["s3:GetObject", "s3:PutObject"], resource: "arn:bucket/*" },
        ],
        stamp: STAMP,
      },
      {},
    );
    ready.push(...made.map((resource) => resource.constructor.name));
  });
  return { recording, ready };
}
