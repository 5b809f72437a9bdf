import * as pulumi from "@pulumi/pulumi";

import { specs } from "../../apps";
import { loadSettings } from "../../config/load";
import type { Environment } from "../../config/schema";
import { buildEnvironment } from "../../stack/build";
import { planEnvironment } from "../../stack/plan";
import { type Container, pod, type PodSpec } from "./appos-pods";
import { allSecrets, settingsOf, TODAY } from "./environment";
import { record, type Recording, type Registration } from "./recorder";
import { GITHUB } from "./github-answers";
import { remembered } from "./remembered";
import { recordAll } from "./three-stacks";

/**
 * Records all three committed environments before the tests of a file.
 *
 * Each configured secret reads `<stack>:<application>.<key>`, so that a test sees where it came from.
 */
export function recordAllTelling(): (stack: Environment) => Recording {
  return recordAll((stack) => remembered(`${stack}-telling`, () => recordTelling(stack)));
}

function recordTelling(stack: Environment): Promise<Recording> {
  const telling = { ...allSecrets, getSecret: (key: string) => pulumi.secret(`${stack}:${key}`) };
  return record(() => {
    const settings = loadSettings(stack, () => settingsOf(stack));
    buildEnvironment(planEnvironment(settings, specs, telling, TODAY), TODAY);
  }, GITHUB);
}

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function metadata({ inputs }: Registration): Metadata {
  return (inputs as { metadata: Metadata }).metadata;
}

/** What a release runs: web, worker, scheduler, front-end, migration; not stores, nor Jobs of the toolbox. */
export function processes(recording: Recording, app: string): readonly Registration[] {
  return ["apps/v1:Deployment", "apps/v1:StatefulSet", "batch/v1:Job"]
    .flatMap((type) => recording.of(type))
    .filter((r) => metadata(r).labels["app"] === app && "rollout" in metadata(r).labels)
    .filter((r) => pod(r).containers.every(({ image }) => !image.includes("/toolbox@")));
}

/** Its names among the processes of the application, in order. */
export function components(recording: Recording, app: string): readonly string[] {
  const names = processes(recording, app).map((r) => metadata(r).labels["component"] ?? "");
  return [...new Set(names)].sort();
}

/** One of them: where pods roll over, those that serve, not the one that is tried. */
export function process(recording: Recording, app: string, component: string): Registration {
  const all = processes(recording, app).filter(
    (r) => metadata(r).labels["component"] === component,
  );
  const found = all.find(({ name }) => name.endsWith("-stable")) ?? all[0];
  if (found === undefined) throw new Error(`${app} runs no ${component}`);
  return found;
}

/** The pod of a process, with what only few tests read. */
export function podOf(recording: Recording, app: string, component: string): Pod {
  return pod(process(recording, app, component)) as Pod;
}

interface Pod extends PodSpec {
  readonly restartPolicy: string;
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
}

export function container(recording: Recording, app: string, component: string): Container {
  const [main] = podOf(recording, app, component).containers;
  if (main === undefined) throw new Error(`${app} ${component} has no container`);
  return main;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that stand in the pod itself. */
export function plain(recording: Recording, app: string, component: string): Variables {
  return Object.fromEntries(
    env(recording, app, component).flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Variables that stand in a Kubernetes Secret, read from where the pod reads them. */
export function secret(recording: Recording, app: string, component: string): Variables {
  return Object.fromEntries(
    env(recording, app, component).flatMap(({ name, valueFrom }) =>
      valueFrom === undefined
        ? []
        : [[name, secretData(recording, valueFrom.secretKeyRef.name)[valueFrom.secretKeyRef.key]]],
    ),
  );
}

interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

function env(recording: Recording, app: string, component: string): readonly EnvVar[] {
  return container(recording, app, component).env;
}

/** A Kubernetes Secret by the name that pods know. */
export function secretObject(recording: Recording, name: string): Registration {
  return recording.find((r) => r.type === "kubernetes:core/v1:Secret" && metadata(r).name === name);
}

export function secretData(recording: Recording, name: string): Readonly<Record<string, string>> {
  const { inputs } = secretObject(recording, name);
  return (inputs as { stringData: Readonly<Record<string, string>> }).stringData;
}

/** The Service in front of a process. */
export function service(recording: Recording, app: string, component: string): Registration {
  return recording.find(
    (r) =>
      r.type === "kubernetes:core/v1:Service" &&
      metadata(r).labels["app"] === app &&
      metadata(r).labels["component"] === component,
  );
}

/** Secrets of one GitHub environment of an application, by name. */
export function githubSecrets(
  recording: Recording,
  repository: string,
  environment: string,
): Variables {
  return Object.fromEntries(
    recording
      .of("ActionsEnvironmentSecret")
      .map(({ inputs }) => inputs as Readonly<Record<string, string>>)
      .filter((i) => i["repository"] === repository && i["environment"] === environment)
      .map((i) => [i["secretName"] ?? "", i["value"]] as const),
  );
}

/** GitHub environments of an application, each with what may deploy to it. */
export function deployedFrom(recording: Recording, repository: string): readonly string[] {
  return recording
    .of("RepositoryEnvironmentDeploymentPolicy")
    .map(({ inputs }) => inputs as Readonly<Record<string, string>>)
    .filter((i) => i["repository"] === repository && i["environment"] !== "ci")
    .map((i) =>
      i["tagPattern"] === undefined
        ? `${i["environment"] ?? ""} branch ${i["branchPattern"] ?? ""}`
        : `${i["environment"] ?? ""} tag ${i["tagPattern"]}`,
    )
    .sort();
}

/** Names of an application's GitHub environments that somebody must approve. */
export function approved(recording: Recording, repository: string): readonly string[] {
  return recording
    .of("RepositoryEnvironment")
    .filter(
      ({ inputs }) => inputs["repository"] === repository && inputs["reviewers"] !== undefined,
    )
    .map(({ inputs }) => String(inputs["environment"]))
    .sort();
}
