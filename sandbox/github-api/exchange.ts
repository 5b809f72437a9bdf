import type { Cloud } from "./cloud";
import type { Props } from "../provider/values";

/** One request, as a handler sees it. */
export interface Exchange {
  readonly cloud: Cloud;
  /** What stands in the path's placeholders. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: Props;
  /** False for a token that may read what everybody may, and change nothing. */
  readonly strong: boolean;
}

/** What a handler answers; a list is cut into pages on its way out. */
export type Reply =
  | { readonly status: number; readonly body?: Json }
  | { readonly list: readonly Json[]; readonly key?: string };

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One route of the REST API. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As the official description writes it. */
  readonly path: string;
  /** What a weak token gets; writing is always refused to it. */
  readonly weak?: "refused";
  readonly handle: (exchange: Exchange) => Reply;
}

/** Ends an exchange with an error as GitHub words it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What is not there, or not for this token. */
export function notFound(): Refused {
  return new Refused(404, "Not Found");
}
