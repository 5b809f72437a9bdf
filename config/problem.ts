import * as pulumi from "@pulumi/pulumi";

/** One thing that is wrong with a stack file: where it stands, what is promised, what was found. */
export interface Problem {
  /** Dotted path below `platform:settings`, for example `applications.appos.database.pitrDays`. */
  readonly path: string;
  readonly message: string;
}

/** Raised before the first resource is registered. Pulumi prints a RunError without a stack trace. */
export class SettingsError extends pulumi.RunError {
  constructor(stack: string, problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => `✖ ${message}\n  → at ${path}`);
    super(`Pulumi.${stack}.yaml does not describe a valid environment:\n${lines.join("\n")}`);
  }
}
