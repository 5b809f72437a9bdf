import { recordAll, STACKS } from "../support/three-stacks";
import { kubeScore } from "./kube-score";
import { kubeconform } from "./kubeconform";
import { type Manifest, manifestsOf, streamOf } from "./manifests";
import { type Finding, subject, type Verdict } from "./verdict";
import { readWaivers, settle } from "./waivers";

interface Trial {
  readonly manifests: readonly Manifest[];
  readonly conformity: Verdict;
  readonly practice: Verdict;
}

const recorded = recordAll();
const trials = new Map<string, Trial>();

beforeAll(() => {
  for (const stack of STACKS) {
    const manifests = manifestsOf(recorded(stack).all);
    trials.set(stack, {
      manifests,
      conformity: kubeconform(manifests),
      practice: kubeScore(manifests),
    });
  }
});

describe("what the three stacks send to Kubernetes", () => {
  it("has no finding of either judge but those that are waived, and no waiver too many", () => {
    const findings = STACKS.flatMap((stack) =>
      [trial(stack).conformity, trial(stack).practice].flatMap((verdict) =>
        verdict.findings.map((f): Finding => ({ ...f, subject: `${stack} ${f.subject}` })),
      ),
    );

    expect(settle(findings, readWaivers())).toEqual({ unwaived: [], unused: [] });
  });

  it.each(STACKS)("is judged to the last object in %s", (stack) => {
    const { manifests, conformity, practice } = trial(stack);
    const withPods = manifests.filter(hasPods).map(subjectOf);

    expect([...conformity.judged].sort()).toEqual(manifests.map(subjectOf).sort());
    expect(practice.judged).toEqual(expect.arrayContaining(withPods));
    expect(withPods.length).toBeGreaterThan(0);
  });

  it.each(STACKS)("exempts itself from no check in %s", (stack) => {
    expect(streamOf(trial(stack).manifests)).not.toContain("kube-score/");
  });
});

function trial(stack: string): Trial {
  const found = trials.get(stack);
  if (found === undefined) throw new Error(`${stack} was not judged`);
  return found;
}

function hasPods(manifest: Manifest): boolean {
  return JSON.stringify(manifest).includes('"containers":');
}

function subjectOf({ kind, metadata }: Manifest): string {
  return subject(kind, (metadata as { name: string }).name);
}
