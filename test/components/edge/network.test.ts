import fc from "fast-check";

import { Network, subnetCidr } from "../../../components/edge/network";
import { record } from "../../support/recorder";

const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

describe("subnetCidr", () => {
  it("never hands out an address twice", () => {
    const subnet = fc.record({
      tier: fc.constantFrom("public" as const, "private" as const, "data" as const),
      index: fc.integer({ min: 0, max: 3 }),
    });
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
  });
});

describe("Network", () => {
  it.each([
    ["none", 0],
    ["single", 1],
    ["perZone", 3],
  ] as const)("with NAT %s has %i ways out of the private tier", async (nat, gateways) => {
    const recording = await network(nat);

    expect(recording.of("NatGateway")).toHaveLength(gateways);
    expect(recording.of("Route").filter(({ name }) => name.startsWith("net-private"))).toHaveLength(
      gateways === 0 ? 0 : 3,
    );
  });

  it("closes the group that resources without one land in", async () => {
    const recording = await network("none");

    expect(recording.one("DefaultSecurityGroup").inputs).toMatchObject({
      ingress: [],
      egress: [],
    });
  });
});

function network(nat: "none" | "single" | "perZone") {
  const settings = { cidr: "10.9.0.0/16", zones: ["euc1-az1", "euc1-az2", "euc1-az3"], nat };
  return record(() => new Network("net", { settings, stamp }));
}

function range({ tier, index }: { tier: "public" | "private" | "data"; index: number }) {
  const [address = "", prefix] = subnetCidr("10.9.0.0/16", tier, index).split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1 };
}
