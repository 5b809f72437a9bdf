import { z } from "zod";

import { Properties, resourcesIn } from "../audit/exported";
import { isEngineSecret } from "../audit/redact";
import { parseJson } from "../audit/json";

const Resource = z.object({
  urn: z.string(),
  type: z.string(),
  inputs: Properties,
  initErrors: z.array(z.string()).default([]),
  delete: z.boolean().default(false),
});
const Metadata = z.object({
  name: z.string(),
  namespace: z.string().default("default"),
  labels: z.record(z.string(), z.string()).default({}),
});
const Service = z.object({ spec: z.object({ selector: z.record(z.string(), z.string()) }) });

/** A Kubernetes object that exists and does not work. */
export interface Broken {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Application and rollout that it belongs to, where it belongs to one. */
  readonly app: string | undefined;
  readonly rollout: string | undefined;
}

/** How a cluster is reached, as its provider does. */
export interface Access {
  /** Its content, or a path. */
  readonly kubeconfig: string;
  readonly context: string | undefined;
}

/** What an exported state tells about releases. */
export interface Told {
  readonly broken: readonly Broken[];
  readonly access: Access | undefined;
  /** The rollout that requests are sent to, by application; read from what sends them there. */
  readonly serving: ReadonlyMap<string, string>;
}

/** Reads what `pulumi stack export --show-secrets` printed. */
export function readState(exported: unknown): Told {
  const all = resourcesIn(Resource, exported).filter((r) => !r.delete);
  const provider = all.find(({ type }) => type === "pulumi:providers:kubernetes")?.inputs;
  const kubeconfig = opened(provider?.["kubeconfig"]);
  const context = opened(provider?.["context"]);
  return {
    broken: all
      .filter(({ type, initErrors }) => type.startsWith("kubernetes:") && initErrors.length > 0)
      .flatMap(brokenOf),
    access: kubeconfig === undefined ? undefined : { kubeconfig, context },
    serving: new Map(all.flatMap((one) => servedBy(one, all))),
  };
}

type Resource = z.infer<typeof Resource>;

function brokenOf({ type, inputs }: Resource): Broken[] {
  const { data } = Metadata.safeParse(inputs["metadata"]);
  if (data === undefined) return [];
  const { name, namespace, labels } = data;
  const kind = type.split(":").at(-1) ?? "";
  return [{ kind, name, namespace, app: labels["app"], rollout: rolloutOf(labels) }];
}

/** The live Service of an application's backend says who serves; pods that roll over say it themselves. */
function servedBy({ type, urn, inputs }: Resource, all: readonly Resource[]): [string, string][] {
  const selector = Service.safeParse(inputs).data?.spec.selector;
  const { app, component, rollout } = selector ?? {};
  const live = `::${app ?? ""}-${component ?? ""}`;
  if (type !== "kubernetes:core/v1:Service" || component !== "backend") return [];
  if (app === undefined || rollout === undefined || !urn.endsWith(live)) return [];
  if (rollout !== "stable") return [[app, rollout]];
  const pods = all.find((r) => r.urn.endsWith(`:Deployment::${app}-backend-stable`));
  const labels = Metadata.safeParse(pods?.inputs["metadata"]).data?.labels;
  const version = labels && rolloutOf(labels);
  return version === undefined ? [] : [[app, version]];
}

function rolloutOf(labels: Readonly<Record<string, string>>): string | undefined {
  return labels[VERSION] ?? labels["rollout"];
}

/** Label of pods that roll over: the rollout that they run. */
const VERSION = "app.kubernetes.io/version";

/** A text, secret or not. */
function opened(value: unknown): string | undefined {
  const plain =
    typeof value === "object" && value !== null && isEngineSecret(value)
      ? parseJson("a secret in the state", String(value.plaintext))
      : value;
  return typeof plain === "string" && plain !== "" ? plain : undefined;
}
