import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Entry } from "../../sandbox/cloud/journal";
import type { Lab } from "./lab";

/** What the settings of AppOS are changed to. */
export type Change = Readonly<Record<string, unknown>>;

/** AppOS alone in one stack on a sandbox of its own, release after release. */
export class Releases {
  constructor(
    readonly lab: Lab,
    readonly stack: "dev" | "staging",
    private readonly always: Change = {},
  ) {}

  /** Arguments of the engine for these settings. */
  file(change: Change): string[] {
    return this.lab.appos(this.stack, ({ applications: { appos } }) =>
      Object.assign(appos ?? {}, this.always, change),
    );
  }

  up(change: Change, ...flags: string[]) {
    return this.lab.pulumi("up", "--yes", "--skip-preview", ...flags, ...this.file(change));
  }

  /** The exit code of a preview that may find nothing to do. */
  async changes(change: Change): Promise<number | null> {
    const { code } = await this.lab.pulumi(
      ...["preview", "--expect-no-changes", ...this.file(change)],
    );
    return code;
  }

  /** Makes the next creation of an object fail to become ready. */
  fails(type: string, name: string, op = "create"): void {
    const fault = ["--type", type, "--name", name, "--op", op, "--mode", "notReady"];
    this.lab.sandbox("fault", "add", ...fault, "--times", "1");
  }

  /** The rollout that gets requests from inside and from outside, and the one that the stack names. */
  async serving() {
    const service = this.inputs("kubernetes:core/v1:Service", "appos") as LiveService;
    const { rollout, kept } = await this.outputs();
    return {
      inside: service.spec.selector.rollout,
      ...(this.stack === "staging" && { outside: this.outside() }),
      named: rollout,
      ...(kept !== undefined && { kept }),
    };
  }

  /** The rollout that pods which roll over run. */
  version(): string | undefined {
    const pods = this.inputs("kubernetes:apps/v1:Deployment", "appos-backend-stable") as Pods;
    return pods.metadata.labels["app.kubernetes.io/version"];
  }

  async outputs(): Promise<Outputs> {
    const { stdout } = await this.lab.pulumi("stack", "output", "--json", "--stack", this.stack);
    return (JSON.parse(stdout) as { applications: { appos: Outputs } }).applications.appos;
  }

  inputs(type: string, name: string): unknown {
    return inputsOf(this.lab, type, name);
  }

  /** Rollouts of which an object with this name exists. */
  rollouts(type: string, role: string): readonly string[] {
    const name = new RegExp(`:${type}\\tappos-${role}-([0-9a-f]{12})\\t`);
    return this.lab.made().flatMap((line) => name.exec(line)?.[1] ?? []);
  }

  /** What happened in the cloud, in order; `since` what was read before. */
  journal(since = 0): readonly Entry[] {
    return journalOf(this.lab).slice(since);
  }

  /** What happened to the scheduler. */
  beats(): readonly Entry[] {
    return this.journal().filter(
      ({ type, name }) => type.endsWith(":StatefulSet") && name === "appos-scheduler",
    );
  }

  private outside(): string | undefined {
    const rule = this.inputs("aws:lb/listenerRule:ListenerRule", "appos-backend") as LiveRule;
    return /-([0-9a-f]{12}|stable)\//.exec(rule.actions[0].forward.targetGroups[0].arn)?.[1];
  }
}

/** What an object of the simulated cloud was made of. */
export function inputsOf(lab: Lab, type: string, name: string): unknown {
  return (JSON.parse(lab.sandbox("cloud", "show", type, name)) as { inputs: unknown }).inputs;
}

/** Everything that happened in the cloud of a lab, in order. */
export function journalOf(lab: Lab): readonly Entry[] {
  const text = readFileSync(join(lab.directory, "cloud", "log.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);
}

/**
 * Steps of a journal in which a Deployment that requests are sent to is not there, or not ready; `there`
 * are the rollouts that were ready before it begins.
 */
export function unserved(
  journal: readonly Entry[],
  [from, to]: readonly [string, string],
  there: readonly string[] = [from],
): readonly Entry[] {
  const ready = new Set(there.map((rollout) => `appos-backend-${rollout}`));
  let target = `appos-backend-${from}`;
  return journal.filter(({ op, type, name }) => {
    if (type.endsWith(":Deployment") && op === "ready") ready.add(name);
    if (type.endsWith(":Deployment") && op === "delete") ready.delete(name);
    if (type.endsWith(":ListenerRule") && op === "update") target = `appos-backend-${to}`;
    return !ready.has(target);
  });
}

interface LiveService {
  readonly spec: { readonly selector: { readonly rollout: string } };
}

interface LiveRule {
  readonly actions: readonly [
    { readonly forward: { readonly targetGroups: readonly [{ readonly arn: string }] } },
  ];
}

interface Pods {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
}

interface Outputs {
  readonly rollout: string;
  readonly kept?: string;
  readonly artifact: string;
}
