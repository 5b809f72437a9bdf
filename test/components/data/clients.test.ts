import { allow, type Client, type ClientsArgs, type Store } from "../../../components/data/clients";
import { record, type Recording } from "../../support/recorder";

const stamp = { app: "shop", environment: "test", stack: "test", owner: "ops" };

const managed: Store = {
  name: "shop-postgres",
  port: 5432,
  peer: { kind: "addresses", cidrs: ["10.1.128.0/24", "10.1.129.0/24"] },
  securityGroupId: "sg-store",
};
const inside: Store = {
  name: "shop-postgres",
  port: 5432,
  peer: { kind: "pods", app: "shop", components: ["shop-postgres"] },
};

const shop: Client = {
  name: "shop",
  pods: { kind: "pods", app: "shop", components: ["backend", "worker"] },
};
const login: Client = {
  name: "shop-login-bootstrap",
  pods: { kind: "pods", app: "shop", components: ["shop-login-bootstrap"] },
  identity: {
    description: "Reads the master secret",
    serviceAccount: "shop-login-bootstrap",
    grants: [{ actions: ["secretsmanager:GetSecretValue"], resource: "arn:secret" }],
  },
};

const eks: ClientsArgs["eks"] = {
  name: "platform-test",
  securityGroupId: "sg-cluster",
  aws: { kind: "addresses", cidrs: ["10.1.0.0/20"] },
};

describe("a managed store", () => {
  it("admits the pods' security group by reference, to its port, in one rule", async () => {
    const { recording } = await allowed({ store: managed, eks });

    expect(recording.one("SecurityGroupIngressRule")).toMatchObject({
      name: "shop-postgres-clients",
    });
    expect(recording.one("SecurityGroupIngressRule").inputs).toEqual({
      securityGroupId: "sg-store",
      referencedSecurityGroupId: "sg-cluster",
      description: "Port 5432 from the pods of the cluster",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      tags: stamp,
    });
  });

  it("is reached by each client's own way out, and by nothing else of theirs", async () => {
    const { recording } = await allowed({ store: managed, eks });

    expect(policies(recording)).toEqual({
      "shop-to-shop-postgres-out": out(["backend", "worker"], STORE, 5432),
      "shop-login-bootstrap-to-shop-postgres-out": out(["shop-login-bootstrap"], STORE, 5432),
      "shop-login-bootstrap-to-identity-out": out(
        ["shop-login-bootstrap"],
        [{ ipBlock: { cidr: "169.254.170.23/32" } }],
        80,
      ),
      "shop-login-bootstrap-to-aws-out": out(
        ["shop-login-bootstrap"],
        [{ ipBlock: { cidr: "10.1.0.0/20" } }],
        443,
      ),
    });
  });

  it("gives a role to the client that needs one, alone", async () => {
    const { recording } = await allowed({ store: managed, eks });
    const { inputs } = recording.one("Role");

    expect(recording.one("Role").name).toBe("shop-login-bootstrap");
    expect(inputs).toMatchObject({ description: "Reads the master secret", tags: stamp });
    expect(inputs["assumeRolePolicy"]).toContain('"aws:RequestTag/kubernetes-namespace":"shops"');
    expect(JSON.parse(String(recording.one("RolePolicy").inputs["policy"]))).toMatchObject({
      Statement: [
        { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "arn:secret" },
      ],
    });
    expect(recording.one("PodIdentityAssociation").inputs).toMatchObject({
      clusterName: "platform-test",
      namespace: "shops",
      serviceAccount: "shop-login-bootstrap",
      roleArn: "arn:shop-login-bootstrap",
    });
  });

  it("needs nothing of AWS where no client has a role, except its rule", async () => {
    const { recording } = await allowed({ store: managed, eks, clients: [shop] });

    expect(recording.names()).toEqual([
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule shop-postgres-clients",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy shop-to-shop-postgres-out",
    ]);
  });
});

describe("a store in the cluster", () => {
  it("admits each client by its pods, on both sides", async () => {
    const { recording } = await allowed({ store: inside });
    const into = (...values: string[]) => ({
      podSelector: selector("shop-postgres"),
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ podSelector: selector(...values) }],
          ports: [{ protocol: "TCP", port: 5432 }],
        },
      ],
    });
    const store = [{ podSelector: selector("shop-postgres") }];

    expect(policies(recording)).toEqual({
      "shop-to-shop-postgres-in": into("backend", "worker"),
      "shop-to-shop-postgres-out": out(["backend", "worker"], store, 5432),
      "shop-login-bootstrap-to-shop-postgres-in": into("shop-login-bootstrap"),
      "shop-login-bootstrap-to-shop-postgres-out": out(["shop-login-bootstrap"], store, 5432),
    });
  });

  it.each([
    ["in EKS", { eks }],
    ["outside EKS", {}],
  ])("has no security group to open: %s", async (_title, change) => {
    const { recording } = await allowed({ store: inside, ...change });

    expect(recording.of("SecurityGroupIngressRule")).toEqual([]);
  });
});

it("declares nothing in AWS outside EKS, whatever clients ask for", async () => {
  const { recording } = await allowed({ store: managed });

  expect(recording.all.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  expect(Object.keys(policies(recording))).toEqual([
    "shop-login-bootstrap-to-shop-postgres-out",
    "shop-to-shop-postgres-out",
  ]);
});

it("hands out everything that clients must wait for, and nothing less", async () => {
  const { recording, ready } = await allowed({ store: managed, eks });

  expect(ready.sort()).toEqual(
    [
      ...["SecurityGroupIngressRule", "RolePolicy", "PodIdentityAssociation"],
      ...["NetworkPolicy", "NetworkPolicy", "NetworkPolicy", "NetworkPolicy"],
    ].sort(),
  );
  // The role itself comes before its policy.
  expect(recording.one("RolePolicy").dependsOn).toEqual(["shop-login-bootstrap"]);
  expect(recording.all).toHaveLength(8);
});

const STORE = [{ ipBlock: { cidr: "10.1.128.0/24" } }, { ipBlock: { cidr: "10.1.129.0/24" } }];

function selector(...values: readonly string[]) {
  return {
    matchLabels: { app: "shop" },
    matchExpressions: [{ key: "component", operator: "In", values }],
  };
}

function out(from: readonly string[], to: readonly object[], port: number) {
  return {
    podSelector: selector(...from),
    policyTypes: ["Egress"],
    egress: [{ to, ports: [{ protocol: "TCP", port }] }],
  };
}

async function allowed(change: Pick<ClientsArgs, "store"> & Partial<ClientsArgs>) {
  const ready: string[] = [];
  const recording = await record(() => {
    const args = { clients: [shop, login], namespace: "shops", stamp, ...change };
    ready.push(...allow(args, {}).map((resource) => resource.constructor.name));
  });
  return { recording, ready };
}

function policies(recording: Recording) {
  return Object.fromEntries(
    recording.of("NetworkPolicy").map(({ name, inputs }) => [name, inputs["spec"]]),
  );
}
