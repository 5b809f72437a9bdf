import type { Manifest } from "./manifests";
import { ask, JUDGES, subject, type Verdict } from "./verdict";

type Answer = readonly {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly Check[];
}[];

interface Check {
  readonly check: { readonly id: string };
  readonly grade: number;
  readonly skipped: boolean;
  readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
}

/** Grades of kube-score: from "critical", with which the command fails, to "all OK". */
const CRITICAL = 1;
const ALL_OK = 10;
const ARGS = [
  ...["score", "-", "--output-format", "json", "--kubernetes-version", "v1.36"],
  ...["--disable-ignore-checks-annotations", "--disable-optional-checks-annotations"],
];

/** Whether everything that runs pods follows good practice: every default check, warnings included. */
export function kubeScore(manifests: readonly Manifest[], from = JUDGES): Verdict {
  const objects = ask<Answer>("kube-score", from, ARGS, manifests, (answer) =>
    answer.some(({ checks }) => checks.some(isBelow(CRITICAL + 1))),
  );
  return {
    judged: objects.map(({ type_meta, object_meta }) => subject(type_meta.kind, object_meta.name)),
    findings: objects.flatMap(({ type_meta, object_meta, checks }) =>
      checks.filter(isBelow(ALL_OK)).map(({ check, comments }) => ({
        judge: "kube-score",
        check: check.id,
        subject: subject(type_meta.kind, object_meta.name),
        detail: (comments ?? []).map(({ path, summary }) => `${path} ${summary}`.trim()).join(", "),
      })),
    ),
  };
}

function isBelow(least: number): (check: Check) => boolean {
  return ({ grade, skipped }) => !skipped && grade < least;
}
