import { allow } from "../../../components/data/clients";
import type { Postgres } from "../../../components/data/postgres";
import type { Redis } from "../../../components/data/redis";
import { record, type Recording } from "../../support/recorder";
import { declarePostgres, declareRedis, stamp } from "./declared-stores";

describe.each<[string, number, () => Postgres | Redis, string]>([
  ["Postgres", 5432, () => declarePostgres(), "vpcSecurityGroupIds"],
  ["Redis", 6379, () => declareRedis(), "securityGroupIds"],
])("the security group of %s", (_store, port, declare, property) => {
  it("is the only one of its store, and admits nobody by itself", async () => {
    const recording = await record(declare);

    expect(recording.one("ec2/securityGroup:SecurityGroup").inputs["vpcId"]).toBe("vpc-1");
    expect(recording.find(({ inputs }) => property in inputs).inputs[property]).toEqual([
      "store-clients-id",
    ]);
    expect(recording.of("SecurityGroupIngressRule")).toEqual([]);
  });

  it("admits the cluster to one port, by reference, once clients are allowed", async () => {
    const recording = await withClients(declare);

    expect(recording.one("SecurityGroupIngressRule").inputs).toMatchObject({
      securityGroupId: "store-clients-id",
      referencedSecurityGroupId: "sg-cluster",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  });

  /** What security scanners ask of a group: what is looked at, and the only right answer. */
  it.each<[string, (recording: Recording) => unknown, unknown]>([
    [
      "EC2.13 EC2.14 EC2.18 EC2.19: it admits no address, let alone the internet",
      ({ all }) => all.filter(({ inputs }) => "cidrIpv4" in inputs || "cidrIpv6" in inputs),
      [],
    ],
    [
      "CKV_AWS_23: it says what it is for, and so does its rule",
      (recording) =>
        ["ec2/securityGroup:SecurityGroup", "SecurityGroupIngressRule"].map(
          (type) => recording.one(type).inputs["description"],
        ),
      ["Who may reach store", `Port ${port} from the pods of the cluster`],
    ],
    [
      "CKV_AWS_382: it lets nothing out",
      (recording) => [
        ...recording.of("SecurityGroupEgressRule"),
        ...recording.all.filter(({ inputs }) => "egress" in inputs),
      ],
      [],
    ],
  ])("%s", async (_rule, found, right) => {
    expect(found(await withClients(declare))).toEqual(right);
  });

  function withClients(make: () => Postgres | Redis): Promise<Recording> {
    const everywhere = { kind: "addresses", cidrs: ["10.9.128.0/24"] } as const;
    return record(() => {
      const { securityGroupId } = make();
      allow(
        {
          store: { name: "store", port, peer: everywhere, securityGroupId },
          clients: [],
          namespace: "appos",
          eks: { name: "test", securityGroupId: "sg-cluster", aws: everywhere },
          stamp,
        },
        {},
      );
    });
  }
});
