import { find, list, type Place } from "../../cloud/objects";
import type { Props } from "../../provider/values";
import type { Fact } from "../fact";
import { text, texts } from "../paths";

type Forbids = NonNullable<Fact["forbids"]>;

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

/** Subnets of one network share no address. */
export const subnetConflict: Forbids = (inputs, place, creating) => {
  const cidr = text(inputs, "cidrBlock");
  const taken = peers(SUBNET, inputs, place).some((other) =>
    overlap(text(other, "cidrBlock"), cidr),
  );
  return creating && cidr !== "" && taken
    ? `InvalidSubnet.Conflict: The CIDR '${cidr}' conflicts with another subnet`
    : undefined;
};

/** Only a connected network takes a public NAT gateway. */
export const unconnected: Forbids = (inputs, place, creating) => {
  const subnet = find(place, SUBNET, text(inputs, "subnetId"));
  if (!creating || subnet === undefined || inputs["connectivityType"] === "private")
    return undefined;
  const connections = [
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
  ].flatMap((type) => peers(type, subnet.inputs, place));
  return connections.length > 0
    ? undefined
    : `Gateway.NotAttached: Network ${text(subnet.inputs, "vpcId")} has no Internet gateway attached`;
};

/** One route table has one way to a service, one network one private name for it. */
export const endpointConflict: Forbids = (inputs, place, creating) => {
  if (!creating) return undefined;
  const [service, vpcId] = [text(inputs, "serviceName"), text(inputs, "vpcId")];
  const twins = peers("aws:ec2/vpcEndpoint:VpcEndpoint", inputs, place).filter(
    (other) => text(other, "serviceName") === service,
  );
  const routed = twins.flatMap((twin) => texts(twin, "routeTableIds"));
  const table = texts(inputs, "routeTableIds").find((id) => routed.includes(id));
  if (table !== undefined)
    return `RouteAlreadyExists: route table ${table} already has a route with destination-prefix-list-id of ${service}`;
  const vpc = find(place, VPC, vpcId)?.inputs;
  if (inputs["privateDnsEnabled"] !== true || vpc === undefined) return undefined;
  if (vpc["enableDnsHostnames"] !== true || vpc["enableDnsSupport"] === false)
    return `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`;
  return twins.some((twin) => twin["privateDnsEnabled"] === true)
    ? `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain(service)} in the VPC ${vpcId}`
    : undefined;
};

/** What is recorded goes to one place once. */
export const flowLogConflict: Forbids = (inputs, place, creating) => {
  const same = ["vpcId", "subnetId", "eniId", "logDestination"];
  const twins = peers("aws:ec2/flowLog:FlowLog", inputs, place).filter((other) =>
    same.every((path) => text(other, path) === text(inputs, path)),
  );
  return creating && twins.length > 0
    ? "FlowLogAlreadyExists: Error. There is an existing Flow Log with the same configuration and log destination."
    : undefined;
};

/** What else of a type lies in the same network. */
function peers(type: string, inputs: Props, place: Place): readonly Props[] {
  return list(place, type)
    .map(({ object }) => object.inputs)
    .filter((other) => text(other, "vpcId") === text(inputs, "vpcId"));
}

/** Two ranges are apart, or one contains the other. */
function overlap(a: string, b: string): boolean {
  const common = Math.min(...[a, b].map((range) => Number(range.split("/")[1])));
  return bits(a).slice(0, common) === bits(b).slice(0, common);
}

function bits(range: string): string {
  const octets = range.split("/")[0]?.split(".") ?? [];
  return octets.map((octet) => Number(octet).toString(2).padStart(8, "0")).join("");
}

/** com.amazonaws.eu-central-1.ecr.api answers as api.ecr.eu-central-1.amazonaws.com. */
function domain(service: string): string {
  return service.split(".").reverse().join(".");
}
