import * as pulumi from "@pulumi/pulumi";

/** Fixed, because every state file names it: without it the engine refuses to delete what it guards. */
const HOOK_NAME = "refuse-destruction";

/** How one resource is kept, and whether a waiver has lifted that. */
export interface Keep {
  /** Provider-side deletion protection and Pulumi's `protect` follow this. */
  readonly protected: boolean;
  readonly options: pulumi.CustomResourceOptions;
}

/**
 * Durable data cannot be deleted or replaced by any preview or update, whoever runs it.
 *
 * Lifting takes a `destroy` waiver and two updates: the first switches protection off, visibly,
 * the second removes the resource.
 */
export class Guard {
  private readonly hook: pulumi.ResourceHook;
  /** Everything this program keeps, so that one refusal names all of it. */
  private readonly names: string[] = [];

  /** Made once per program, also when nothing is guarded: earlier states refer to the hook. */
  constructor(private readonly isWaived: (name: string) => boolean) {
    this.hook = new pulumi.ResourceHook(
      HOOK_NAME,
      ({ name, type }) => {
        this.check(name, type);
      },
      { onDryRun: true },
    );
  }

  /** Guards `durable` resources by name; `disposable` ones are left alone. */
  keep(name: string, lifecycle: "durable" | "disposable"): Keep {
    if (lifecycle === "disposable") return { protected: false, options: {} };
    const kept = !this.isWaived(name);
    if (kept) this.names.push(name);
    return { protected: kept, options: { protect: kept, hooks: { beforeDelete: [this.hook] } } };
  }

  private check(name: string, type: string): void {
    if (this.isWaived(name)) return;
    const others = this.names.filter((other) => other !== name);
    throw new Error(
      `${name} (${type}) holds data and may be neither deleted nor replaced` +
        (others.length > 0 ? `, nor may ${others.join(", ")}` : "") +
        `; if that is really meant, add a waiver of kind destroy with subject ${name}`,
    );
  }
}
