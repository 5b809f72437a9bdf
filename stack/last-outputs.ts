import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/**
 * What the last complete run of a stack of this project left behind: its outputs, none before it.
 *
 * Not through a StackReference: the state would keep it, and after every release whoever looks for
 * drift would find that its outputs are not what they were.
 */
export async function lastOutputs(stack: string): Promise<Readonly<Record<string, unknown>>> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), stack].join("/");
  const read: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  return z.object({ outputs: z.record(z.string(), z.unknown()) }).parse(read).outputs;
}
