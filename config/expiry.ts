interface Rule {
  readonly selection: { readonly countType: string; readonly countNumber: number };
}

/** An ECR repository holds 100,000 images unless AWS raises it, so a higher count never fires. */
const NEVER = 100_000;

/** Whether an ECR lifecycle policy takes images that the one before kept, or takes them sooner. */
export function expiresMore(before: unknown, after: unknown): boolean {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const common = (some: typeof old, others: typeof old) =>
    [...some.keys()].filter((key) => others.has(key)).join();
  return (
    [...now].some(([key, count]) => count < (old.get(key) ?? Infinity) && count < NEVER) ||
    [...old].some(([key, count]) => count >= NEVER && !now.has(key)) ||
    common(old, now) !== common(now, old)
  );
}

/** What each rule selects, with the days or images after which it fires, in the order of the policy. */
function rulesOf(policy: unknown): ReadonlyMap<string, number> {
  return new Map(
    read(policy).map(({ selection: { countNumber, ...selection } }) => [
      // AWS hands the policy back with its keys in another order.
      JSON.stringify(Object.entries(selection).sort()),
      countNumber,
    ]),
  );
}

/** What a report cannot read, because it is hidden or not there, has no rules. */
function read(policy: unknown): readonly Rule[] {
  try {
    return (JSON.parse(String(policy)) as { readonly rules: readonly Rule[] }).rules;
  } catch {
    return [];
  }
}
