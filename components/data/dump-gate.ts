import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { gate } from "../workload/gate";
import type { PodArgs } from "../workload/pod";
import { serviceAccount } from "../workload/service-account";
import { assume, type AssumeArgs } from "./clients";
import { DUMP_OPTIONS, DUMP_SCRIPT } from "./dump-script";
import type { DumpsBucket } from "./dumps-bucket";

export interface DumpGateArgs extends Pick<AssumeArgs, "eks" | "pods"> {
  /** The release that the dump comes before; absent where the one that serves needs none. */
  readonly rolloutId?: string;
  readonly dumps: DumpsBucket;
  readonly format: keyof typeof DUMP_OPTIONS;
  /** Of the file, in the words of `date`. */
  readonly fileName: string;
  readonly region: string;
  /** How libpq logs in as the application. */
  readonly libpq: PodArgs["env"];
  readonly namespace: pulumi.Input<string>;
  readonly toolboxImage: string;
  /** What the Job needs beforehand: leave to connect. */
  readonly after: readonly pulumi.Resource[];
  readonly stamp: Stamp;
}

/** Pulumi waits an hour: what takes longer to dump than this is too large to be dumped before releases. */
const DEADLINE_SECONDS = 3540;

/**
 * A dump of one application's database, without which what depends on it never starts.
 *
 * The Job carries the id of its release, so that one that failed never blocks the way back.
 */
export class DumpGate extends pulumi.ComponentResource {
  constructor(name: string, args: DumpGateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:data:DumpGate", name, {}, opts);
    const { dumps, namespace, stamp, pods, eks } = args;
    const child = { parent: this };
    const [component = ""] = pods.components;
    const labels = { ...stamp, component };
    const account = serviceAccount(name, { namespace, labels }, child);
    const identity = {
      description: `Adds dumps of ${stamp.app} to their bucket before releases`,
      serviceAccount: name,
      grants: dumps.adding(stamp.app),
    };
    const allowed = assume(name, { namespace, pods, identity, eks, stamp }, child);
    if (args.rolloutId !== undefined) {
      gate(
        `${name}-${args.rolloutId}`,
        {
          name: "dump",
          namespace,
          image: args.toolboxImage,
          command: ["bash", "-c", DUMP_SCRIPT, "dump", ...DUMP_OPTIONS[args.format]],
          env: [
            ...args.libpq,
            { name: "AWS_REGION", value: args.region },
            { name: "BUCKET", value: dumps.bucket },
            { name: "FOLDER", value: stamp.app },
            { name: "NAME", value: args.fileName },
          ],
          labels,
          serviceAccountName: account,
          // The AWS CLI holds ten parts of a stream, of 64 MiB where a database has 500 GiB.
          size: "large",
          deadlineSeconds: DEADLINE_SECONDS,
          // A new Pod Identity reaches pods some seconds late; a second dump is harmless.
          retries: 3,
        },
        { ...child, dependsOn: [...args.after, ...allowed] },
      );
    }
    this.registerOutputs({});
  }
}
