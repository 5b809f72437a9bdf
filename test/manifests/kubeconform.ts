import { join } from "node:path";

import type { Manifest } from "./manifests";
import { ask, JUDGES, subject, type Verdict } from "./verdict";

interface Answer {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status: string;
    readonly msg: string;
  }[];
}

/** Whether each manifest is an object of its API: nothing unknown, nothing missing, no kind without a schema. */
export function kubeconform(manifests: readonly Manifest[], from = JUDGES): Verdict {
  const schemas = join(from, "schemas/{{.ResourceKind}}{{.KindSuffix}}.json");
  const args = ["-strict", "-verbose", "-output", "json", "-schema-location", schemas, "-"];
  const { resources } = ask<Answer>("kubeconform", from, args, manifests, (answer) =>
    answer.resources.some(isBad),
  );
  return {
    judged: resources.map(({ kind, name }) => subject(kind, name)),
    findings: resources.filter(isBad).map(({ kind, name, msg }) => ({
      judge: "kubeconform",
      check: "schema",
      subject: subject(kind, name),
      detail: msg,
    })),
  };
}

function isBad({ status }: Answer["resources"][number]): boolean {
  return status !== "statusValid";
}
