import * as pulumi from "@pulumi/pulumi";

import { connection, type ConnectionArgs } from "./connection";

export interface ReachArgs extends Omit<ConnectionArgs, "from" | "to" | "ports"> {
  readonly connections: readonly (Pick<ConnectionArgs, "from" | "to" | "ports"> & {
    /** What the connection is for, in its name. */
    readonly role: string;
  })[];
}

/** Whom the pods of one application may reach besides its stores, and who may reach them. */
export class Reach extends pulumi.ComponentResource {
  constructor(name: string, args: ReachArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:workload:Reach", name, {}, opts);
    const { connections, ...common } = args;
    for (const { role, ...ends } of connections) {
      connection(`${name}-${role}`, { ...common, ...ends }, { parent: this });
    }
    this.registerOutputs({});
  }
}
