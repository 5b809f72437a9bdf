import type { Recording } from "../recorder";
import { INTERNET, type Node } from "./nodes";

/** Whether routes lead from one side to the other; inside the network they always do. */
export function routesLead(recording: Recording, from: Node, to: Node): boolean {
  if (to === INTERNET && from.subnets !== undefined) return exits(recording, from).length > 0;
  if (from === INTERNET && to.subnets !== undefined) {
    return to.faces === "internet" && exits(recording, to).includes("internet gateway");
  }
  return true;
}

/** Where the default routes of a node's subnets lead. */
function exits(recording: Recording, { subnets = [] }: Node): readonly string[] {
  const tables = recording
    .of("ec2/routeTableAssociation:RouteTableAssociation")
    .filter(({ inputs }) => subnets.includes(String(inputs["subnetId"])))
    .map(({ inputs }) => inputs["routeTableId"]);
  return recording
    .of("ec2/route:Route")
    .map(({ inputs }) => inputs)
    .filter((route) => tables.includes(route["routeTableId"]))
    .filter((route) => route["destinationCidrBlock"] === "0.0.0.0/0")
    .map((route) => (route["gatewayId"] === undefined ? "NAT" : "internet gateway"));
}
