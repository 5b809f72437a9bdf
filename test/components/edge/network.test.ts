import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import { subnetCidr } from "../../../components/edge/network";
import type { Network as Settings } from "../../../config/ground";
import { record, type Registration } from "../../support/recorder";
import { declareNetwork, network, ZONES } from "./declared-network";

describe("subnetCidr", () => {
  it("never hands out an address twice", () => {
    const subnet = fc.oneof(
      fc.record({
        tier: fc.constantFrom("public" as const, "private" as const),
        index: fc.integer({ min: 0, max: 3 }),
      }),
      fc.record({ tier: fc.constant("data" as const), index: fc.integer({ min: 0, max: 127 }) }),
    );
    fc.assert(
      fc.property(subnet, subnet, (a, b) => {
        fc.pre(a.tier !== b.tier || a.index !== b.index);
        const [x, y] = [range(a), range(b)];
        expect(x.last < y.first || y.last < x.first).toBe(true);
      }),
    );
  });

  it("stays inside its network", () => {
    expect(subnetCidr("10.30.0.0/16", "data", 2)).toBe("10.30.130.0/24");
    expect(subnetCidr("10.30.0.0/16", "data", 127)).toBe("10.30.255.0/24");
  });
});

describe("Network", () => {
  it("has two tiers, each with a subnet of its own in every zone", async () => {
    const subnets = (await network())
      .of("Subnet")
      .map(({ name, inputs }) => [name, inputs["availabilityZoneId"], inputs["cidrBlock"]]);

    expect(subnets).toEqual([
      ["net-private-euc1-az1", "euc1-az1", "10.9.0.0/20"],
      ["net-private-euc1-az2", "euc1-az2", "10.9.16.0/20"],
      ["net-private-euc1-az3", "euc1-az3", "10.9.32.0/20"],
      ["net-public-euc1-az1", "euc1-az1", "10.9.64.0/20"],
      ["net-public-euc1-az2", "euc1-az2", "10.9.80.0/20"],
      ["net-public-euc1-az3", "euc1-az3", "10.9.96.0/20"],
    ]);
  });

  it("hands out its tiers with the addresses that they have", async () => {
    const tiers: Record<string, unknown> = {};
    await record(() => {
      const made = declareNetwork({ zones: ["euc1-az1", "euc1-az2"] });
      for (const kind of ["public", "private"] as const) {
        pulumi.all(made[kind].subnetIds).apply((ids) => {
          tiers[kind] = [...ids, ...made[kind].cidrs];
        });
      }
    });

    expect(tiers).toEqual({
      public: ["net-public-euc1-az1-id", "net-public-euc1-az2-id", "10.9.64.0/20", "10.9.80.0/20"],
      private: [
        "net-private-euc1-az1-id",
        "net-private-euc1-az2-id",
        "10.9.0.0/20",
        "10.9.16.0/20",
      ],
    });
  });

  it("gives every subnet a route table of its own, once", async () => {
    const recording = await network();

    const wired = recording
      .of("RouteTableAssociation")
      .map(({ inputs }) => [inputs["subnetId"], inputs["routeTableId"]]);
    expect(wired).toEqual(recording.of("Subnet").map(({ name }) => [`${name}-id`, `${name}-id`]));
    expect(wired).toHaveLength(6);
  });

  const PUBLIC_WAYS = ZONES.map((zone) => `net-public-${zone} -> net-internet`);
  it.each<[Settings["nat"], string[]]>([
    ["none", []],
    [
      "single",
      [
        "net-private-euc1-az1 -> net-nat-euc1-az1",
        "net-private-euc1-az2 -> net-nat-euc1-az1",
        "net-private-euc1-az3 -> net-nat-euc1-az1",
      ],
    ],
    [
      "perZone",
      [
        "net-private-euc1-az1 -> net-nat-euc1-az1",
        "net-private-euc1-az2 -> net-nat-euc1-az2",
        "net-private-euc1-az3 -> net-nat-euc1-az3",
      ],
    ],
  ])("with NAT %s has these ways out and no other", async (nat, ways) => {
    const recording = await network({ nat });

    expect(recording.of("Route").map(way)).toEqual([...ways, ...PUBLIC_WAYS]);
    expect(recording.of("Route").map(({ inputs }) => inputs["destinationCidrBlock"])).toEqual(
      recording.of("Route").map(() => "0.0.0.0/0"),
    );
  });

  it("puts each NAT gateway, with an address of its own, into its zone's public subnet", async () => {
    const gateways = (await network({ nat: "perZone" })).of("NatGateway");

    expect(gateways.map(({ inputs }) => [inputs["subnetId"], inputs["allocationId"]])).toEqual(
      ZONES.map((zone) => [`net-public-${zone}-id`, `net-nat-${zone}-id`]),
    );
  });

  it("connects itself to the internet before it asks for addresses and NAT gateways there", async () => {
    const recording = await network({ nat: "perZone" });

    for (const { dependsOn } of [...recording.of("Eip"), ...recording.of("NatGateway")]) {
      expect(dependsOn).toContain("net-internet");
    }
    expect(recording.of("Eip")).toHaveLength(3);
  });

  it("registers nothing outside of itself", async () => {
    const strangers = (await network()).all.filter(({ parent }) => parent !== "net");

    expect(strangers.map(({ type }) => type)).toEqual(["platform:edge:Network"]);
  });
});

function way({ inputs }: Registration): string {
  const through = String(inputs["gatewayId"] ?? inputs["natGatewayId"]);
  return `${String(inputs["routeTableId"])} -> ${through}`.replaceAll("-id", "");
}

function range({ tier, index }: { tier: "public" | "private" | "data"; index: number }) {
  const [address = "", prefix] = subnetCidr("10.9.0.0/16", tier, index).split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1 };
}
