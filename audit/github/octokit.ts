import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";

import { apiAt } from "./base-url";
import type { Answer, Api, Writer } from "./api";

interface Response {
  readonly data: unknown;
}

/** How often a request waits out GitHub's limits before the run fails. */
const PATIENCE = 3;

/** GitHub over the network, only to read. */
export function github(token: string, baseUrl: string | undefined): Api {
  const { get, list } = writer(token, baseUrl);
  return { get, list };
}

/** GitHub over the network: it waits when asked to, and repeats what failed on the way. */
export function writer(token: string, baseUrl: string | undefined): Writer {
  const wait = (_after: number, _options: object, _octokit: object, retries: number) =>
    retries < PATIENCE;
  const octokit = new (Octokit.plugin(throttling, retry))({
    auth: token,
    baseUrl: apiAt(baseUrl),
    throttle: { onRateLimit: wait, onSecondaryRateLimit: wait },
    // What is refused to the token is an answer here, not an error.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const headers = { "x-github-api-version": "2022-11-28" };
  return {
    get: (route, parameters) =>
      answer(async () => {
        const response: Response = await octokit.request(route, { ...parameters, headers });
        return response.data;
      }),
    list: (route, parameters) =>
      answer(() => octokit.paginate(route, { ...parameters, per_page: 100, headers })),
    send: async (route, parameters) => {
      const response: Response = await octokit.request(route, { ...parameters, headers });
      return response.data;
    },
  };
}

function silent(): void {
  // Octokit would write to stderr what the report says better.
}

async function answer<Body>(ask: () => Promise<Body>): Promise<Answer<Body>> {
  try {
    return { shown: true, body: await ask() };
  } catch (error) {
    const status = hiddenFrom(error);
    if (status === undefined) throw error;
    return { shown: false, status };
  }
}

/** A token that may not see gets 403 or 404; so does one that asked too often, which is no answer. */
function hiddenFrom(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error)) return undefined;
  const { status, message } = error;
  if (status !== 403 && status !== 404) return undefined;
  return /rate limit/i.test(message) ? undefined : status;
}
