/** What GitHub answered, or that it shows nothing to this token. */
export type Answer<Body> =
  | { readonly shown: true; readonly body: Body }
  | { readonly shown: false; readonly status: number };

export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** GitHub's REST API, read only. Placeholders of a route are filled from the parameters. */
export interface Api {
  readonly get: (route: string, parameters: Parameters) => Promise<Answer<unknown>>;
  /** All pages of a list. */
  readonly list: (route: string, parameters: Parameters) => Promise<Answer<readonly unknown[]>>;
}

/** The same, and what changes something; a refusal is an error. */
export interface Writer extends Api {
  readonly send: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** One repository of one owner, as routes name it. */
export type Where = Readonly<{ owner: string; repo: string }>;

/** What every route here begins with. */
export const REPO = "GET /repos/{owner}/{repo}";
