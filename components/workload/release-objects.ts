import { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Stamp } from "../shared/stamp";
import { fromSecret, type PodArgs, type PodVolume } from "./pod";

export interface ReleaseObjectsArgs {
  readonly namespace: pulumi.Input<string>;
  readonly rolloutId: string;
  /** Plain variables of every container and every Job. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secret variables; the values live in one Kubernetes Secret of this release. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Secrets that are read from a file, by absolute path. */
  readonly secretFiles: Readonly<Record<string, pulumi.Input<string>>>;
  readonly configFile?: {
    readonly name: string;
    readonly directory: string;
    readonly text: string;
  };
  /** Login to a registry that asks for one. */
  readonly pull?: {
    readonly registry: string;
    readonly user: string;
    readonly password: pulumi.Input<string>;
  };
  readonly stamp: Stamp;
}

/** What every pod of one release shares: configuration and secrets. */
export interface ReleaseObjects {
  readonly pullSecret: core.v1.Secret | undefined;
  /** Id of the Secret with the variables: it is immutable, so other values are another one. */
  readonly secretsVersion: pulumi.Output<string>;
  readonly volumes: readonly PodVolume[];
  /** Plain variables of one process: the release's, with `extra` over them. */
  readonly plain: (extra?: Readonly<Record<string, string>>) => PodArgs["env"];
  /** The same and every secret variable. */
  readonly env: (extra?: Readonly<Record<string, string>>) => PodArgs["env"];
  /** One secret variable under another name. */
  readonly as: (name: string, variable: string) => PodArgs["env"][number];
}

/** Declares them; configuration and secrets are immutable and belong to this rollout alone. */
export function releaseObjects(
  name: string,
  args: ReleaseObjectsArgs,
  child: pulumi.CustomResourceOptions,
): ReleaseObjects {
  const { namespace, rolloutId, stamp, configFile, secretFiles, pull } = args;
  const metadata = (role: string) => ({
    name: `${name}-${role}-${rolloutId}`,
    namespace,
    labels: { ...stamp, component: "config", rollout: rolloutId },
  });
  const secret = (role: string, rest: Omit<core.v1.SecretArgs, "metadata" | "immutable">) =>
    new core.v1.Secret(
      `${name}-${role}-${rolloutId}`,
      { metadata: metadata(role), immutable: true, ...rest },
      child,
    );
  const volumes: PodVolume[] = [];
  if (configFile !== undefined) {
    const config = new core.v1.ConfigMap(
      `${name}-config-${rolloutId}`,
      {
        metadata: metadata("config"),
        immutable: true,
        data: { [configFile.name]: configFile.text },
      },
      child,
    );
    volumes.push({
      volume: { name: "config", configMap: { name: config.metadata.name } },
      mountPath: configFile.directory,
      readOnly: true,
    });
  }
  const variables = secret("secrets", { stringData: { ...args.secrets } });
  for (const [index, [path, value]] of Object.entries(secretFiles).entries()) {
    const [directory, file] = split(path);
    const mounted = secret(`file-${index}`, { stringData: { [file]: value } });
    volumes.push({
      volume: { name: `file-${index}`, secret: { secretName: mounted.metadata.name } },
      mountPath: directory,
      readOnly: true,
    });
  }
  const plain: ReleaseObjects["plain"] = (extra = {}) =>
    Object.entries({ ...args.variables, ...extra }).map(([key, value]) => ({ name: key, value }));
  return {
    volumes,
    secretsVersion: variables.metadata.uid,
    pullSecret:
      pull &&
      secret("pull", {
        type: "kubernetes.io/dockerconfigjson",
        stringData: { ".dockerconfigjson": dockerConfig(pull) },
      }),
    plain,
    env: (extra) => [
      ...plain(extra),
      ...Object.keys(args.secrets).map((key) => fromSecret(key, variables.metadata.name)),
    ],
    as: (own, variable) => fromSecret(own, variables.metadata.name, variable),
  };
}

/** Runs first in every pod of an image; what it writes to `path` is shared with the process. */
export interface Generate {
  readonly command: readonly string[];
  readonly path: string;
}

/** What every pod of one image gets: configuration and secret files, and what is generated first. */
export function podOfImage(
  image: pulumi.Input<string>,
  { volumes, pullSecret }: ReleaseObjects,
  generate: Generate | undefined,
) {
  const generated = {
    volume: { name: "generated", emptyDir: {} },
    mountPath: generate?.path ?? "",
  };
  return {
    image,
    init: generate === undefined ? [] : [{ name: "generate", command: generate.command }],
    volumes: generate === undefined ? volumes : [...volumes, generated],
    ...(pullSecret && { pullSecret: pullSecret.metadata.name }),
  } satisfies Partial<PodArgs>;
}

function split(path: string): [directory: string, file: string] {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, slash), path.slice(slash + 1)];
}

function dockerConfig({ registry, user, password }: NonNullable<ReleaseObjectsArgs["pull"]>) {
  return pulumi.secret(pulumi.output(password)).apply((plain) =>
    JSON.stringify({
      auths: {
        [registry]: { auth: Buffer.from(`${user}:${plain}`).toString("base64") },
      },
    }),
  );
}
