import * as path from "node:path";

import { find, list, type Place } from "../../cloud/objects";
import type { Fact } from "../fact";
import { text, texts } from "../paths";

type Forbids = NonNullable<Fact["forbids"]>;

const CERTIFICATE = "aws:acm/certificate:Certificate";

/** A load balancer for HTTP stands in two zones at least. */
export const oneZone: Forbids = (inputs, place) => {
  const subnets = ["subnets", "subnetMappings.subnetId"]
    .flatMap((each) => texts(inputs, each))
    .map((id) => find(place, "aws:ec2/subnet:Subnet", id)?.outputs);
  if ((text(inputs, "loadBalancerType") || "application") !== "application") return undefined;
  const zones = subnets.map((subnet) => subnet && text(subnet, "availabilityZoneId"));
  return zones.length > 0 && !zones.includes(undefined) && new Set(zones).size < 2
    ? "ValidationError: At least two subnets in two different Availability Zones must be specified"
    : undefined;
};

/** No two rules of a listener come at the same place; a rule that changes its own is not looked at. */
export const priorityInUse: Forbids = (inputs, place, creating) => {
  const [listener, priority] = [text(inputs, "listenerArn"), text(inputs, "priority")];
  const taken = list(place, "aws:lb/listenerRule:ListenerRule").some(
    ({ object }) =>
      text(object.inputs, "listenerArn") === listener &&
      text(object.inputs, "priority") === priority,
  );
  return creating && priority !== "" && taken
    ? `PriorityInUse: Priority '${priority}' is currently in use`
    : undefined;
};

/** ACM issues a certificate while somebody waits for it, never before. */
export const notIssued: Forbids = (inputs, place) => {
  const arn = text(inputs, "certificateArn");
  const issued = list(place, "aws:acm/certificateValidation:CertificateValidation").some(
    ({ object }) => text(object.inputs, "certificateArn") === arn,
  );
  return find(place, CERTIFICATE, arn) === undefined || issued
    ? undefined
    : `UnsupportedCertificate: The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`;
};

/** A certificate is issued once the record that proves its domain exists. */
export const unproven: Forbids = (inputs, place) => {
  const arn = text(inputs, "certificateArn");
  const proofs = texts(
    find(place, CERTIFICATE, arn)?.outputs,
    "domainValidationOptions.resourceRecordName",
  );
  return proofs.every((name) => isAnswered(path.dirname(place), bare(name)))
    ? undefined
    : `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)`;
};

/** Where no zone of the account holds the name, DNS is run elsewhere: nobody can look, so it counts as done. */
function isAnswered(account: Place, name: string): boolean {
  const all = (type: string) => list(account, type).map(({ object }) => object.inputs);
  const zones = all("aws:route53/zone:Zone").filter((zone) =>
    name.endsWith(`.${bare(text(zone, "name"))}`),
  );
  const records = all("aws:route53/record:Record").map((record) => bare(text(record, "name")));
  return zones.length === 0 || records.includes(name);
}

function bare(name: string): string {
  return name.replace(/\.$/, "");
}
