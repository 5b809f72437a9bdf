import { NONE, type Blind, type Fact, type Found, type Kind, type Unseen } from "./facts";

/** What became of one declared thing, or of one that nobody declared. */
export type Finding = {
  readonly repository: string;
  readonly item: string;
} & (
  | { readonly outcome: "holds" }
  | { readonly outcome: "differs"; readonly declared: string; readonly found: string }
  | ({ readonly outcome: "cannot see" } & Unseen)
);

/** What nobody declared and yet matters when it is there; GitHub adds other things by itself. */
const REPORTED_ALONE: readonly Kind[] = [
  "itself",
  "policy",
  "secret",
  "repository secret",
  "variable",
  "rule",
];

/** What GitHub leaves out where it is off. */
const LEFT_OUT: readonly Kind[] = ["parameter", "setting"];

/** Somebody may have typed a secret into a variable: it is compared and not shown. */
const HIDDEN: readonly Kind[] = ["variable"];

/**
 * Compares what a stack declares with what GitHub says. `elsewhere` is what other stacks declare;
 * `undefined` where that is not known.
 */
export function compare(
  declared: readonly Fact[],
  found: Found,
  elsewhere: readonly Fact[] | undefined,
): readonly Finding[] {
  const there = byKey(found.facts);
  const wanted = new Set(declared.map(keyOf));
  const others = new Set(elsewhere?.map(keyOf));
  const gone = new Set(
    declared
      .filter((fact) => fact.kind === "itself" && !there.has(keyOf(fact)))
      .filter((fact) => blindness(fact, found.blind) === undefined)
      .map(subjectOf),
  );
  const judged = declared
    .filter((fact) => fact.kind === "itself" || !gone.has(subjectOf(fact)))
    .map((fact) => judge(fact, there.get(keyOf(fact)), blindness(fact, found.blind)));
  const extra = found.facts
    .filter((fact) => REPORTED_ALONE.includes(fact.kind))
    .filter((fact) => !wanted.has(keyOf(fact)) && !others.has(keyOf(fact)));
  const whole = new Set(extra.filter(({ kind }) => kind === "itself").map(subjectOf));
  const added = extra
    .filter((fact) => fact.kind === "itself" || !whole.has(subjectOf(fact)))
    .map((fact) => addition(fact, elsewhere !== undefined));
  const unjudged = found.blind
    .filter((blind) => !declared.some((fact) => covers(blind, fact)))
    .map(({ repository, subject, kinds, lacks, remedy }): Finding => {
      const item = [subject, kinds?.join(", ")].filter(Boolean).join(": ");
      return { repository, item, outcome: "cannot see", lacks, remedy };
    });
  return [...judged, ...added, ...unjudged];
}

/** Two things of one name, of which one is as declared, must not hide the other. */
function byKey(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  const there = new Map<string, Fact>();
  for (const fact of facts) {
    const { value = fact.value } = there.get(keyOf(fact)) ?? {};
    const both = value === fact.value ? value : `${value} and ${fact.value}`;
    there.set(keyOf(fact), { ...fact, value: both });
  }
  return there;
}

function judge(fact: Fact, found: Fact | undefined, blind: Blind | undefined): Finding {
  const where = { repository: fact.repository, item: itemOf(fact) };
  const unseen = found === undefined ? blind : fact.unsaid;
  if (unseen !== undefined) {
    return { ...where, outcome: "cannot see", lacks: unseen.lacks, remedy: unseen.remedy };
  }
  const value = found?.value ?? NONE;
  const comparable = found !== undefined || LEFT_OUT.includes(fact.kind);
  if (comparable && value === fact.value) return { ...where, outcome: "holds" };
  const hidden = HIDDEN.includes(fact.kind) && found !== undefined;
  return hidden
    ? { ...where, outcome: "differs", declared: "the declared value", found: "another value" }
    : { ...where, outcome: "differs", declared: shown(fact), found: value };
}

function addition(fact: Fact, othersKnown: boolean): Finding {
  const where = { repository: fact.repository, item: itemOf(fact) };
  return othersKnown
    ? { ...where, outcome: "differs", declared: NONE, found: shown(fact) }
    : {
        ...where,
        outcome: "cannot see",
        lacks: "this stack does not declare it, and the states of the others cannot be read",
        remedy: "run it where `pulumi stack export` works for every stack of the project",
      };
}

function shown({ kind, value }: Fact): string {
  return HIDDEN.includes(kind) ? "a value" : value;
}

function blindness(fact: Fact, blind: readonly Blind[]): Blind | undefined {
  return blind.find((one) => covers(one, fact));
}

function covers({ repository, subject, kinds }: Blind, fact: Fact): boolean {
  return (
    repository === fact.repository &&
    (subject === undefined || subject === fact.subject) &&
    (kinds === undefined || kinds.includes(fact.kind))
  );
}

function itemOf({ subject, kind, name }: Fact): string {
  if (kind === "itself") return subject;
  return `${subject}: ${name === undefined ? kind : `${kind} ${name}`}`;
}

function subjectOf({ repository, subject }: Fact): string {
  return JSON.stringify([repository, subject]);
}

function keyOf({ repository, subject, kind, name }: Fact): string {
  return JSON.stringify([repository, subject, kind, name ?? ""]);
}
