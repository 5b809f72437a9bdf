import { find, list, placeAt } from "../cloud/objects";
import { digest } from "../cloud/seal";
import type { Scope } from "../facts/fact";
import { text } from "../facts/paths";
import { regionOf } from "../facts/templates";
import { merge } from "../provider/outputs";
import { Refusal } from "../provider/refusal";
import type { WorldFunction } from "./invoke";
import { policyDocument } from "./policy-document";

/** What programs may ask AWS. */
export const awsFunctions: Readonly<Record<string, WorldFunction>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { owner, world }) => {
    const [account] = Object.values(world.accounts).filter(({ id }) => id === owner);
    const arn = `arn:aws:sts::${owner}:${account?.caller ?? "assumed-role/operator/operator"}`;
    return {
      id: owner,
      accountId: owner,
      arn,
      userId: `AROA${digest(arn, 17).toUpperCase()}:operator`,
    };
  },

  "aws:index/getRegion:getRegion": (args, scope) => {
    const region = regionOf({ inputs: args, scope });
    const { description } = known(scope, region);
    return {
      id: region,
      name: region,
      region,
      description,
      endpoint: `ec2.${region}.amazonaws.com`,
    };
  },

  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),

  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, scope) => {
    const region = regionOf({ inputs: args, scope });
    const { zones } = known(scope, region);
    return {
      id: region,
      region,
      names: Object.keys(zones),
      zoneIds: Object.values(zones),
      groupNames: [region],
    };
  },

  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,

  "aws:route53/getZone:getZone": (args, { sandbox, owner }) => {
    const name = text(args, "name").replace(/\.$/, "");
    const wanted = text(args, "zoneId");
    const zones = list(placeAt(sandbox, "aws", owner, "global"), "aws:route53/zone:Zone");
    const zone = zones.find(({ object }) => object.id === wanted || object.name === name)?.object;
    if (zone === undefined)
      throw new Refusal(`no matching Route 53 Hosted Zone found: ${name || wanted}`);
    return {
      ...merge(zone.outputs, zone.inputs),
      id: zone.id,
      zoneId: zone.id,
      name: zone.name,
      privateZone: false,
    };
  },

  "aws:eks/getCluster:getCluster": (args, scope) => {
    const name = text(args, "name");
    const place = placeAt(scope.sandbox, "aws", scope.owner, regionOf({ inputs: args, scope }));
    const cluster = find(place, "aws:eks/cluster:Cluster", name);
    if (cluster === undefined) {
      throw new Refusal(
        `reading EKS Cluster (${name}): ResourceNotFoundException: No cluster found for name: ${name}.`,
      );
    }
    const { certificateAuthority = {}, ...live } = merge(cluster.outputs, cluster.inputs);
    return { ...live, id: name, certificateAuthorities: [certificateAuthority] };
  },
};

function known({ world }: Scope, name: string) {
  const region = world.regions[name];
  if (region === undefined) throw new Refusal(`the world has no region ${name}`);
  return region;
}
