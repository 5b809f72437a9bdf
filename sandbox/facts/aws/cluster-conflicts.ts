import { join } from "node:path";

import { find, type Place } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import { text, texts } from "../paths";

const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

/** EKS refuses a role that it cannot take on, or that lets it do nothing. */
export function untrusted(inputs: Props, place: Place): string | undefined {
  const global = join(place, "..", "global");
  const arn = text(inputs, "roleArn");
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const role = find(global, "aws:iam/role:Role", name)?.inputs ?? {};
  if (!text(role, "assumeRolePolicy").includes('"eks.amazonaws.com"'))
    return `InvalidParameterException: Role with arn: ${arn}, could not be assumed because it does not exist or the trusted entity is not correct`;
  const attached = find(
    global,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    `${name}/${CLUSTER_POLICY}`,
  );
  return attached === undefined
    ? "InvalidParameterException: The provided role doesn't have the Amazon EKS Managed Policies associated with it."
    : undefined;
}

/** A control plane lies in two zones at least. */
export function oneZone(inputs: Props, place: Place): string | undefined {
  const zones = texts(inputs, "vpcConfig.subnetIds").map((id) =>
    text(find(place, "aws:ec2/subnet:Subnet", id)?.outputs ?? {}, "availabilityZone"),
  );
  return new Set(zones).size < 2
    ? "InvalidParameterException: Subnets specified must be in at least two different AZs"
    : undefined;
}

/** A cluster goes from one minor version to the next, and never back. */
export function missingStep(inputs: Props, place: Place): string | undefined {
  const live = find(place, "aws:eks/cluster:Cluster", text(inputs, "name"));
  const [from, to] = [text(live?.inputs ?? {}, "version"), text(inputs, "version")];
  const [before, after] = [from, to].map((version) => Number(version.split(".")[1]));
  return from === "" || to === "" || after === before || after === Number(before) + 1
    ? undefined
    : `InvalidParameterException: Unsupported Kubernetes minor version update from ${from} to ${to}`;
}
