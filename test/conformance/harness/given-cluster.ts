import {
  type KubeConfig,
  KubernetesObjectApi,
  type V1Node,
  VersionApi,
  type VersionInfo,
} from "@kubernetes/client-node";

import { eventually } from "./eventually";
import { unsteer } from "./fresh";
import { NODE } from "./nodes";
import { all, type Kind, OURS, OURS_SELECTOR, remove } from "./provide";

/** The oldest minor version of Kubernetes 1 that has what the stacks declare. */
const OLDEST_MINOR = 30;
const GONE_SECONDS = 30;
/** Namespaces that stacks make. */
const NAMESPACES = ["dev", "staging", "prod", "production"];
/** What `furnish` adds, what it needs last first. */
const ADDED: readonly Kind[] = [
  NODE,
  { apiVersion: "v1", kind: "PersistentVolume" },
  { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
  { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
];

/** What a cluster that somebody hands over looks like. */
export interface Given {
  readonly version: Pick<VersionInfo, "major" | "minor">;
  readonly nodes: readonly GivenNode[];
  readonly namespaces: readonly string[];
}

/** As much of a node as says whether pods may run there. */
export interface GivenNode {
  readonly metadata?: {
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly effect: string }[];
  };
}

/** Refuses a cluster in which tests would do harm, or would prove nothing. */
export async function assertUsable(kubeConfig: KubeConfig): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(kubeConfig);
  const [version, nodes, namespaces] = await Promise.all([
    kubeConfig.makeApiClient(VersionApi).getCode(),
    all<V1Node>(api, NODE),
    all(api, { apiVersion: "v1", kind: "Namespace" }),
  ]);
  const names = namespaces.map(({ metadata }) => metadata?.name ?? "");
  const reasons = reasonsAgainst({ version, nodes, namespaces: names });
  if (reasons.length === 0) return;
  throw new Error(["the cluster cannot be used:", ...reasons].join("\n- "));
}

/** Why a cluster is refused, and what to do about each reason. */
export function reasonsAgainst({ version, nodes, namespaces }: Given): string[] {
  const minor = Number.parseInt(version.minor, 10); // some say `30+`
  const foreign = nodes.filter(takesPods).map(({ metadata }) => metadata?.name ?? "");
  const taken = NAMESPACES.filter((name) => namespaces.includes(name));
  return [
    ...(version.major === "1" && minor < OLDEST_MINOR
      ? [`it is Kubernetes 1.${minor}: take one of 1.${OLDEST_MINOR} or newer`]
      : []),
    ...(foreign.length > 0
      ? [
          `pods would run in earnest on ${foreign.join(", ")}: ` +
            `cordon it (kubectl cordon ${foreign.join(" ")})`,
        ]
      : []),
    ...(taken.length > 0
      ? [
          `namespaces exist that tests delete: remove ${taken.join(", ")}, ` +
            "or take a cluster that nobody uses",
        ]
      : []),
  ];
}

/** Takes away what `furnish` added, and waits until it is gone. */
export async function leave(api: KubernetesObjectApi): Promise<void> {
  await unsteer(api);
  for (const kind of ADDED) {
    const added = await all(api, kind, { labels: OURS_SELECTOR });
    await Promise.all(added.map((object) => remove(api, object)));
    await eventually(`no ${kind.kind} of the harness is left`, GONE_SECONDS, async () =>
      (await all(api, kind, { labels: OURS_SELECTOR })).length === 0 ? true : undefined,
    );
  }
}

function takesPods({ metadata, spec }: GivenNode): boolean {
  const ours = Object.entries(OURS).every(([label, value]) => metadata?.labels?.[label] === value);
  return !ours && spec?.unschedulable !== true && !(spec?.taints ?? []).some(closes);
}

/** Taints of Kubernetes itself say how the node is just now, those of its owner whom it is for. */
function closes({ key, effect }: { readonly key: string; readonly effect: string }): boolean {
  return !key.startsWith("node.kubernetes.io/") && effect !== "PreferNoSchedule";
}
