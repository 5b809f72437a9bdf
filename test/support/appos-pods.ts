import type { Recording, Registration } from "./recorder";

/** What tests read of a container. */
export interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly env: readonly { name: string; value?: string }[];
  readonly ports?: readonly unknown[];
  readonly volumeMounts: readonly unknown[];
  readonly securityContext: object;
  readonly resources: { readonly limits: object };
  readonly terminationMessagePolicy: string;
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
}

/** What tests read of a pod. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly securityContext: object;
  readonly automountServiceAccountToken: boolean;
  readonly serviceAccountName: string;
}

/** The pod of a Deployment, StatefulSet, Job or CronJob; what it does not list is an empty list. */
export function pod({ inputs }: Registration): PodSpec {
  const { spec } = inputs as { spec: Workload & { jobTemplate?: { spec: Workload } } };
  const { initContainers = [], ...rest } = (spec.jobTemplate?.spec ?? spec).template.spec;
  return { initContainers, ...rest };
}

type Rest = Omit<PodSpec, "initContainers">;

interface Workload {
  readonly template: { readonly spec: Partial<Pick<PodSpec, "initContainers">> & Rest };
}

/** The application's own pods: web, worker, beat and the migration; not stores, not bootstrap. */
export function appPods(recording: Recording): { name: string; spec: PodSpec }[] {
  return [...recording.of("Deployment"), ...recording.of("StatefulSet"), ...recording.of("Job")]
    .filter(({ name }) => /^appos-(backend|worker|scheduler|migrate)/.test(name))
    .map((r) => ({ name: r.name, spec: pod(r) }));
}

/** The Deployment of one process of AppOS: the one that serves, not the pod that is tried. */
export function process(recording: Recording, component: string): Registration {
  const found = recording
    .of("Deployment")
    .filter(({ name }) => name.startsWith(`appos-${component}-`));
  const serves = found.find(({ name }) => name.endsWith("-stable")) ?? found[0];
  if (serves === undefined) throw new Error(`AppOS runs no ${component}`);
  return serves;
}

/** The command line of one process of AppOS. */
export function command(recording: Recording, component: string): readonly string[] {
  const found = appPods(recording).find(({ name }) => name.startsWith(`appos-${component}`));
  return found?.spec.containers[0]?.command ?? [];
}
