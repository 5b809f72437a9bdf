import type { Digest, Step } from "../digest";
import { entry, keysOf, member } from "../paths";
import { isReal, named } from "../resource";
import { hasUnknown } from "../unknown";

/** How the resources of one preview hang together. */
export class Graph {
  private readonly steps: ReadonlyMap<string, Step>;
  private readonly dependents = new Map<string, Set<string>>();

  constructor({ steps }: Digest) {
    // Of the steps of a replacement the one that tells both sides speaks for all.
    const rank = ({ op }: Step) => (op === "replace" ? 1 : 0);
    this.steps = new Map(
      [...steps].sort((a, b) => rank(a) - rank(b)).map((step) => [step.urn, step]),
    );
    for (const { urn, newState, oldState } of this.steps.values()) {
      for (const upstream of (newState ?? oldState)?.dependencies ?? []) {
        this.dependents.set(upstream, (this.dependents.get(upstream) ?? new Set()).add(urn));
      }
    }
  }

  /** Everything that depends on a resource, directly or not, by name. */
  reach(urn: string): readonly string[] {
    const reached = new Set<string>();
    const waiting = [urn];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const dependent of this.dependents.get(next) ?? []) {
        if (reached.has(dependent) || dependent === urn) continue;
        reached.add(dependent);
        waiting.push(dependent);
      }
    }
    const names = [...reached].map(named).filter(({ type }) => isReal(type));
    return [...new Set(names.map(({ name }) => name))].sort();
  }

  /** Which resources a value comes from that is known only once they are applied. */
  sources(step: Step, path: string): readonly string[] {
    const upstream = this.upstream(step, root(path));
    const changing = upstream.filter((urn) => this.changes(urn));
    return (changing.length > 0 ? changing : upstream).map((urn) => named(urn).name).sort();
  }

  /** Why a resource is replaced, each reason followed up to the resource that begins it. */
  causes(step: Step): readonly string[] {
    if (step.op !== "replace") return [];
    const own = [...new Set(step.replaceReasons.map(root))];
    if (own.length > 0) return own.map((key) => this.chain(step, key, [step.urn]));
    const taken = (step.newState?.dependencies ?? []).filter((urn) => this.isReplaced(urn));
    const first = taken.filter(
      (urn) => !taken.some((other) => other !== urn && this.isBefore(other, urn)),
    );
    if (first.length === 0) return ["no reason given"];
    return first
      .map((urn) => this.steps.get(urn))
      .map((cause) =>
        cause === undefined ? "" : `goes along with ${this.replaced(cause, [step.urn])}`,
      )
      .sort();
  }

  /** Whether the engine only guesses the replacement, since every reason for it is not yet known. */
  isPossible(step: Step): boolean {
    const { op, replaceReasons, newState } = step;
    if (op !== "replace" || replaceReasons.length === 0) return false;
    return replaceReasons.every((path) => hasUnknown(member(newState?.inputs, root(path))));
  }

  private chain(step: Step, key: string, seen: readonly string[]): string {
    const upstream = hasUnknown(member(step.newState?.inputs, key))
      ? this.upstream(step, key).filter((urn) => this.isReplaced(urn) && !seen.includes(urn))
      : [];
    if (upstream.length === 0) return `${key} changes`;
    const causes = upstream
      .map((urn) => this.steps.get(urn))
      .filter((found) => found !== undefined);
    return `${key} comes from ${causes.map((cause) => this.replaced(cause, seen)).join(" and ")}`;
  }

  private replaced(step: Step, seen: readonly string[]): string {
    const keys = [...new Set(step.replaceReasons.map(root))];
    const why = keys.map((key) => this.chain(step, key, [...seen, step.urn])).join(", ");
    return `${named(step.urn).name} (${why === "" ? "replaced" : `replaced: ${why}`})`;
  }

  private upstream(step: Step, key: string): readonly string[] {
    return entry(step.newState?.propertyDependencies ?? {}, key) ?? [];
  }

  private isBefore(upstream: string, urn: string): boolean {
    return this.steps.get(urn)?.newState?.dependencies.includes(upstream) ?? false;
  }

  private isReplaced(urn: string): boolean {
    return this.steps.get(urn)?.op === "replace";
  }

  private changes(urn: string): boolean {
    const op = this.steps.get(urn)?.op;
    return op !== undefined && op !== "same";
  }
}

function root(path: string): string {
  return keysOf(path)[0] ?? path;
}
