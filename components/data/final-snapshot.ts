import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";

/** Names the last snapshot of a store; a second store of its name would find the first one's in its way. */
export function finalSnapshot(
  name: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const id = new RandomId(`${name}-final`, { byteLength: 4, keepers: { name } }, opts);
  return pulumi.interpolate`${name}-final-${id.hex}`;
}
