import type { Command } from "commander";
import { parse } from "yaml";

import { list, placeAt, type CloudObject } from "../cloud/objects";
import { openWorld } from "../cloud/world";
import { items, text } from "../facts/paths";
import { connect } from "../live/api";
import { clusterOf } from "../provider/session";
import { isProps, type Props, type Value } from "../provider/values";
import { Complaint } from "./complaint";
import { readText, SANDBOX } from "./places";

/** `kubectl get <kinds> --output json`, and nothing else of it. */
export function registerKubectl(program: Command): void {
  program
    .command("kubectl <verb> <kinds>")
    .description("what a simulated cluster holds")
    .requiredOption("--namespace <name>")
    .option("--kubeconfig <file>", "", "")
    .option("--context <name>", "", "")
    .option("--output <format>", "", "json")
    .option("--request-timeout <duration>")
    .action(get);
}

interface Options {
  readonly namespace: string;
  readonly kubeconfig: string;
  readonly context: string;
}

async function get(verb: string, kinds: string, options: Options): Promise<void> {
  if (verb !== "get") throw new Complaint(`kubectl ${verb} is not simulated`);
  const wanted = kinds.split(",").map((kind) => kind.replace(/s$/, ""));
  const real = process.env["SANDBOX_CLUSTER"];
  const all = real === undefined ? await simulated(options) : await asked(real, options);
  const found = all.filter(({ kind }) => wanted.includes(kind.toLowerCase()));
  console.log(JSON.stringify({ kind: "List", items: found }, undefined, 2));
}

/** What a real API server holds of the kinds that are asked for here. */
async function asked(kubeconfig: string, { namespace }: Options): Promise<readonly Item[]> {
  const api = await connect(kubeconfig);
  const lists = Object.entries(API_VERSIONS).map(async ([kind, apiVersion]) => {
    const object = { apiVersion, kind, metadata: { namespace } };
    const { body } = await api.send({ verb: "list", object });
    return items(body, "items").map((item) => ({ ...(item as object), kind }));
  });
  return (await Promise.all(lists)).flat();
}

interface Item {
  readonly kind: string;
}

const API_VERSIONS = { Deployment: "apps/v1", Job: "batch/v1", Pod: "v1", Event: "v1" };

async function simulated(options: Options): Promise<readonly Item[]> {
  const world = await openWorld(SANDBOX);
  const content: unknown = parse(readText(options.kubeconfig) ?? "{}");
  const kubeconfig = isProps(content as Value) ? (content as Props) : {};
  const cluster = clusterOf(SANDBOX, world, kubeconfig, options.context);
  if (cluster === undefined) throw new Complaint(`context "${options.context}" does not exist`);
  const objects = list(placeAt(SANDBOX, "kubernetes", cluster))
    .map(({ object }) => object)
    .filter(({ inputs }) => text(inputs, "metadata.namespace") === options.namespace);
  return objects.flatMap((object) => [shown(object), ...failures(object)]);
}

/** Without what is sealed: nothing that is asked for here has a secret. */
function shown({ type, inputs, outputs }: CloudObject) {
  const { metadata, spec } = inputs;
  return { kind: kindOf(type), metadata, spec, status: outputs["status"] };
}

/** The pod of something that does not work, and what its node says about it. */
function failures({ type, name, inputs, failure }: CloudObject) {
  const kind = kindOf(type);
  if (failure === undefined || !["Deployment", "StatefulSet", "Job"].includes(kind)) return [];
  const metadata = { name: `${name}-x7k2p`, namespace: text(inputs, "metadata.namespace") };
  const state = { waiting: { reason: "CrashLoopBackOff", message: failure } };
  return [
    { kind: "Pod", metadata, status: { containerStatuses: [{ name: "main", state }] } },
    {
      kind: "Event",
      metadata,
      ...{ type: "Warning", reason: "BackOff", message: failure },
      involvedObject: { kind: "Pod", name: metadata.name },
    },
  ];
}

function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
