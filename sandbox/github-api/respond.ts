import { randomUUID } from "node:crypto";

import { has } from "../cloud/quirks";
import { text } from "../facts/paths";
import { isProps, type Value } from "../provider/values";
import { TYPE, type Cloud } from "./cloud";
import { notFound, Refused, type Json, type Reply } from "./exchange";
import { pageOf } from "./pages";
import { match } from "./routes";

/** A token of this name sees what everybody with read access sees; every other one may do all. */
export const WEAK = "weak";

/** What came over the wire. */
export interface Question {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What goes back. */
export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** The API of a server of one's own lies below this path. */
export const PREFIX = "/api/v3";
const LIMIT = 5000;
const HOUR_MS = 3_600_000;

/** Answers one request; `asked` is how many came before it. */
export function respond(cloud: Cloud, question: Question, asked: number): Response {
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "x-github-request-id": randomUUID(),
    "x-ratelimit-limit": String(LIMIT),
    "x-ratelimit-remaining": String(LIMIT - asked - 1),
    "x-ratelimit-used": String(asked + 1),
    "x-ratelimit-reset": String(Math.ceil((Date.now() + HOUR_MS) / 1000)),
    "x-ratelimit-resource": "core",
  };
  try {
    if (asked === 0 && has(cloud.sandbox, "rate-limit")) {
      const message = "You have exceeded a secondary rate limit. Please wait.";
      return { status: 403, headers: { ...headers, "retry-after": "1" }, body: { message } };
    }
    const reply = routed(cloud, question);
    if (!("list" in reply)) return { ...reply, headers };
    const { items, links } = pageOf(reply.list, question.url);
    const counted = { total_count: reply.list.length, [reply.key ?? ""]: items };
    return {
      status: 200,
      headers: { ...headers, ...(links !== "" && { link: links }) },
      body: reply.key === undefined ? items : counted,
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, headers, body: complaint(error) };
  }
}

function complaint({ status, message }: Refused): Json {
  return {
    message,
    documentation_url: "https://docs.github.com/rest",
    status: String(status),
  };
}

function routed(cloud: Cloud, { method, url, authorization = "", body }: Question): Reply {
  const [, token] = /^(?:token|bearer) (.+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw new Refused(401, "Requires authentication");
  if (!url.pathname.startsWith(`${PREFIX}/`)) throw notFound();
  const found = match(method, byName(cloud, url.pathname.slice(PREFIX.length)));
  const { owner = cloud.owner, org = cloud.owner, repo } = found?.path ?? {};
  const known = repo === undefined || cloud.find(TYPE.repository, repo) !== undefined;
  if (found === undefined || owner !== cloud.owner || org !== cloud.owner || !known)
    throw notFound();
  const strong = token !== WEAK;
  if (!strong && (found.route.weak === "refused" || method !== "GET"))
    throw new Refused(403, "Resource not accessible by personal access token");
  return found.route.handle({ cloud, path: found.path, body: parsed(body), strong });
}

/** GitHub still takes a repository's number where the official description has its name. */
function byName(cloud: Cloud, path: string): string {
  const [, id, rest = ""] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (id === undefined) return path;
  const [repository] = cloud
    .all(TYPE.repository)
    .filter(({ outputs }) => text(outputs, "repoId") === id);
  return `/repos/${cloud.owner}/${repository?.name ?? ""}${rest}`;
}

function parsed(body: string) {
  if (body === "") return {};
  try {
    const value = JSON.parse(body) as Value;
    if (isProps(value)) return value;
  } catch {
    // The same answer as for what is no object
  }
  throw new Refused(400, "Problems parsing JSON");
}
