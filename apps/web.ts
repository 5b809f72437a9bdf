import type { SmokeChecks } from "../config/smoke";

/** A process that answers HTTP on one port. */
export interface Web {
  readonly image: string;
  readonly container: string;
  readonly port: number;
  /** Absent: the image's own entry point. */
  readonly command?: readonly string[];
  /** Absent: liveness asks the port alone, since a dependency that is down must not restart pods. */
  readonly livenessPath?: `/${string}`;
  readonly readinessPath: `/${string}`;
  /** Paths of the application's host that it answers: `/*`, `/prefix/*`, or exact ones. */
  readonly paths: readonly `/${string}`[];
  /** What a new release must answer before anybody is sent to it. */
  readonly smoke: SmokeChecks;
}

/** A container that serves pages, or files that are built once and served from storage. */
export type Frontend =
  | ({ readonly kind: "container" } & Web)
  /** `directory` of the image holds the files; it has `cp`. */
  | { readonly kind: "static"; readonly image: string; readonly directory: string };
