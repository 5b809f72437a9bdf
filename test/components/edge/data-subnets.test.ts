import { ssm } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { DataSubnets, type DataSubnetsArgs } from "../../../components/edge/data-subnets";
import { record, type Recording } from "../../support/recorder";
import { stamp, ZONES } from "./declared-network";

describe("DataSubnets", () => {
  it("puts a private subnet into every zone, at the addresses of the application's block", async () => {
    const subnets = (await declared({ block: 2 })).of("Subnet").map(({ inputs }) => inputs);

    expect(subnets).toEqual(
      ["10.9.136.0/24", "10.9.137.0/24", "10.9.138.0/24"].map((cidrBlock, index) => {
        const zone = ZONES[index] ?? "";
        return {
          vpcId: "vpc-1",
          availabilityZoneId: zone,
          cidrBlock,
          mapPublicIpOnLaunch: false,
          tags: { ...stamp, Name: `shop-data-${zone}`, tier: "data" },
        };
      }),
    );
  });

  it("shares one route table among them, with no way out and none of the network's own", async () => {
    const recording = await declared();

    expect(recording.one("RouteTable").inputs).toEqual({
      vpcId: "vpc-1",
      tags: { ...stamp, Name: "shop-data" },
    });
    expect(recording.of("RouteTableAssociation").map(({ inputs }) => inputs)).toEqual(
      ZONES.map((zone) => ({ subnetId: `shop-data-${zone}-id`, routeTableId: "shop-data-id" })),
    );
    expect(recording.of("Route")).toEqual([]);
  });

  it("hands out the subnets with the addresses that they have", async () => {
    const recording = await record(() => {
      const { subnetIds, cidrs } = declare({ zones: ["euc1-az1", "euc1-az2"] });
      const value = pulumi.all(subnetIds).apply((ids) => [...ids, ...cidrs].join());
      new ssm.Parameter("told", { type: "String", value });
    });

    expect(recording.one("Parameter").inputs["value"]).toBe(
      "shop-data-euc1-az1-id,shop-data-euc1-az2-id,10.9.128.0/24,10.9.129.0/24",
    );
  });

  it("never gives two applications the same address, nor one beyond the data tier", async () => {
    const recording = await record(() => {
      for (let block = 0; block < 32; block += 1) declare({ block }, `app-${block}`);
    });
    const blocks = recording.of("Subnet").map(({ inputs }) => String(inputs["cidrBlock"]));
    const thirdOctets = blocks.map((cidr) => Number(cidr.split(".")[2]));

    expect(new Set(blocks).size).toBe(32 * ZONES.length);
    expect([Math.min(...thirdOctets), Math.max(...thirdOctets)]).toEqual([128, 254]);
  });

  it("registers nothing outside of itself", async () => {
    const strangers = (await declared()).all.filter(({ parent }) => parent !== "shop-data");

    expect(strangers.map(({ type }) => type)).toEqual(["platform:edge:DataSubnets"]);
  });
});

/** The subnets of an application `shop` in three zones, changed as the test wants it. */
function declare(change: Partial<DataSubnetsArgs> = {}, name = "shop-data"): DataSubnets {
  return new DataSubnets(name, {
    ...{ vpcId: "vpc-1", cidr: "10.9.0.0/16", zones: ZONES, block: 0, stamp },
    ...change,
  });
}

function declared(change: Partial<DataSubnetsArgs> = {}): Promise<Recording> {
  return record(() => declare(change));
}
