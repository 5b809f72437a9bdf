import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";

const of = recordAll();

const MANAGED = ["staging", "prod"] as const;

const ZONES = { staging: ["euc1-az1", "euc1-az2"], prod: ["euc1-az1", "euc1-az2", "euc1-az3"] };

const APPLICATIONS = ["appos", "life-os", "lifeos", "salitemihret"];

const STORE_GROUP = /-(postgres|redis)-clients-id$/;

describe("managed stores", () => {
  it.each(MANAGED)(
    "APP-26 are reached in %s by the pods of the cluster alone, on 5432 and 6379",
    (stack) => {
      const rules = of(stack)
        .of("SecurityGroupIngressRule")
        .filter(({ inputs }) => STORE_GROUP.test(String(inputs["securityGroupId"])))
        .map(({ inputs }) => inputs);

      expect(rules).toEqual(
        APPLICATIONS.flatMap((app) => [
          fromCluster(`${app}-postgres-clients-id`, 5432),
          fromCluster(`${app}-redis-clients-id`, 6379),
        ]),
      );
      expect(groupsOf(of(stack), "Instance", "vpcSecurityGroupIds")).toEqual(
        APPLICATIONS.map((app) => [`${app}-postgres-clients-id`]),
      );
      expect(groupsOf(of(stack), "ReplicationGroup", "securityGroupIds")).toEqual(
        APPLICATIONS.map((app) => [`${app}-redis-clients-id`]),
      );
    },
  );

  it.each(MANAGED)("lie in %s in subnets of their own application", (stack) => {
    for (const type of ["rds/subnetGroup:SubnetGroup", "elasticache/subnetGroup:SubnetGroup"]) {
      expect(groupsOf(of(stack), type, "subnetIds")).toEqual(
        [
          ...APPLICATIONS.map((app) => `${app}-data`),
          // Databases that are restored as a drill lie in none of them.
          ...(type.startsWith("rds") ? ["restore-drill"] : []),
        ]
          .sort()
          .map((tier) => ZONES[stack].map((zone) => `${tier}-${zone}-id`)),
      );
    }
  });

  it.each(MANAGED)("have in %s no way out", (stack) => {
    const data = of(stack)
      .of("Subnet")
      .filter(({ inputs }) => (inputs["tags"] as { tier: string }).tier === "data")
      .map(({ name }) => `${name}-id`);
    const tables = of(stack)
      .of("RouteTableAssociation")
      .filter(({ inputs }) => data.includes(String(inputs["subnetId"])))
      .map(({ inputs }) => String(inputs["routeTableId"]));
    const ways = [...of(stack).of("Route"), ...of(stack).of("VpcEndpoint")]
      .flatMap(({ inputs }) => inputs["routeTableIds"] ?? inputs["routeTableId"] ?? [])
      .map(String);

    expect(tables).toHaveLength(data.length);
    expect(new Set(tables)).toEqual(
      new Set([...APPLICATIONS.map((app) => `${app}-data-id`), "restore-drill-id"]),
    );
    expect(ways).toContain("network-public-euc1-az1-id");
    expect(ways.filter((table) => tables.includes(table))).toEqual([]);
    expect(of(stack).all.filter(({ inputs }) => "routes" in inputs)).toEqual([]);
    for (const { inputs } of of(stack).of("SecurityGroupEgressRule")) {
      expect(inputs["securityGroupId"]).not.toMatch(STORE_GROUP);
    }
  });

  it("need a network that dev, whose data lies in the cluster, does not have", () => {
    expect(
      of("dev")
        .names()
        .filter((name) => /^aws:(ec2|vpc|lb)\//.test(name)),
    ).toEqual([]);
  });
});

/** The one rule of a store: no addresses, one port. */
function fromCluster(securityGroupId: string, port: number) {
  return {
    ...{ securityGroupId, referencedSecurityGroupId: "sg-cluster" },
    description: `Port ${port} from the pods of the cluster`,
    ...{ ipProtocol: "tcp", fromPort: port, toPort: port, tags: expect.anything() as unknown },
  };
}

function groupsOf(recording: Recording, type: string, property: string): readonly unknown[] {
  return recording.of(type).map(({ inputs }) => inputs[property]);
}
