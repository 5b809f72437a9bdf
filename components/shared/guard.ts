import * as pulumi from "@pulumi/pulumi";

import { WEAKENINGS, weakenings } from "../../config/weakening";

/** How one resource is kept, and whether a waiver has lifted that. */
export interface Keep {
  /** Provider-side deletion protection and Pulumi's `protect` follow this. */
  readonly protected: boolean;
  readonly options: pulumi.CustomResourceOptions;
}

/** Tells whether a waiver of this kind names a resource. */
export type IsWaived = (kind: "destroy" | "weaken", name: string) => boolean;

/**
 * Durable data cannot be deleted, replaced or kept less safely by any preview or update, whoever runs it.
 *
 * Letting go takes a `destroy` waiver and two updates: the first switches protection off, visibly,
 * the second deletes or replaces. Keeping less safely takes a `weaken` waiver and one update.
 */
export class Guard {
  private readonly whileKept: pulumi.ResourceHook;
  private readonly onceLifted: pulumi.ResourceHook;
  private readonly beforeUpdate: pulumi.ResourceHook;
  /** Everything this program keeps, so that one refusal names all of it. */
  private readonly names: string[] = [];

  /** Made once per program, also when nothing is guarded: earlier states refer to its hooks by name. */
  constructor(private readonly isWaived: IsWaived) {
    const hook = (name: string, check: pulumi.ResourceHookFunction) =>
      new pulumi.ResourceHook(name, check, { onDryRun: true });
    this.whileKept = hook("refuse-destruction", (args) => {
      this.refuseDestruction(args);
    });
    this.onceLifted = hook("refuse-unwaived-destruction", (args) => {
      if (!this.isWaived("destroy", args.name)) this.refuseDestruction(args);
    });
    this.beforeUpdate = hook("refuse-weakening", (args) => {
      this.refuseWeakening(args);
    });
  }

  /** Guards `durable` resources by name; `disposable` ones are left alone. */
  keep(name: string, lifecycle: "durable" | "disposable"): Keep {
    if (lifecycle === "disposable") return { protected: false, options: {} };
    const kept = !this.isWaived("destroy", name);
    if (kept) this.names.push(name);
    // A deletion asks what the last update left in the state, so one update cannot lift and delete.
    const beforeDelete = [kept ? this.whileKept : this.onceLifted];
    const hooks = { beforeDelete, beforeUpdate: [this.beforeUpdate] };
    return { protected: kept, options: { protect: kept, hooks } };
  }

  private refuseDestruction({ name, type }: pulumi.ResourceHookArgs): never {
    if (this.isWaived("destroy", name)) {
      throw new Error(
        `${name} (${type}) is still protected: the first update under its waiver lifts that, ` +
          "and only the next one may delete or replace it",
      );
    }
    const others = this.names.filter((other) => other !== name);
    throw new Error(
      `${name} (${type}) holds data and may be neither deleted nor replaced` +
        (others.length > 0 ? `, nor may ${others.join(", ")}` : "") +
        `; if that is really meant, add a waiver of kind destroy with subject ${name}`,
    );
  }

  private refuseWeakening({ name, type, oldInputs, newInputs }: pulumi.ResourceHookArgs): void {
    if (this.isWaived("weaken", name) || this.isWaived("destroy", name)) return;
    const found = weakenings(
      WEAKENINGS[type] ?? [],
      oldInputs ?? {},
      newInputs ?? {},
      pulumi.isUnknown,
    );
    if (found.length === 0) return;
    throw new Error(
      `${name} (${type}) may not be kept less safely: it would ${found.join(", it would ")}` +
        `; if that is really meant, add a waiver of kind weaken with subject ${name}`,
    );
  }
}
