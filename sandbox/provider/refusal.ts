import type { Props } from "./values";

/** What the simulated API answers instead of doing as asked. */
export class Refusal extends Error {}

/** The object exists and is not ready: the engine keeps it, with the reason, and updates it next time. */
export class InitFailure extends Error {
  constructor(
    reason: string,
    readonly id: string,
    readonly properties: Props,
    readonly inputs: Props,
  ) {
    super(reason);
  }
}
