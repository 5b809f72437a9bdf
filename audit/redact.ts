import { type Disguise, disguises } from "./disguises";

/** What stands where a secret stood; the engine's own word for it. */
export const MARKER = "[secret]";

/** Below this many characters a secret looks like ordinary text, and removing it would shred a report. */
export const SHORTEST_SECRET = 6;

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Whether the engine marks this value as a secret: an object that holds ciphertext or plaintext. */
export function isEngineSecret(value: object): value is { readonly plaintext?: unknown } {
  return SIGNATURE in value && value[SIGNATURE] === SECRET_SIGNATURE;
}

/**
 * What providers make, recognisable without knowing it. A pattern may require what surrounds a match,
 * never forbid it: then text that was redacted once holds no new match.
 */
const PROVIDER_MADE: readonly Disguise[] = [
  { form: "AWS access key id", anchor: "", pattern: /(?:AKIA|ASIA)[A-Z0-9]{16}/g },
  {
    form: "AWS secret access key",
    anchor: "",
    pattern: /(?<=secret_?access_?key["'\s:=\\]{1,8})[A-Za-z0-9/+]{40}/gi,
  },
  { form: "GitHub token", anchor: "_", pattern: /(?:gh[pousr]|github_pat)_[\w.-]{20,}/g },
  { form: "JSON Web Token", anchor: "eyJ", pattern: /eyJ[\w-]{10,}(?:\.[\w-]*){2,4}/g },
  {
    form: "password in a URL",
    anchor: "://",
    pattern: /(?<=:\/\/[^\s/?#:@"']*:)[^\s/"']+(?=@)/g,
  },
  {
    form: "private key",
    anchor: "PRIVATE KEY-----",
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
];
const KEY_OF_A_SECRET = /secret_?access_?key$/i;

/**
 * A function that removes the secrets, and what providers make, from any JSON value, its keys
 * included. Throws for a secret too short to tell from ordinary text.
 */
export function redactor(secrets: readonly string[]): (value: unknown) => unknown {
  const short = secrets.find((secret) => secret.length < SHORTEST_SECRET);
  if (short !== undefined) {
    throw new Error(
      `a secret of ${short.length} characters cannot be told from ordinary text; use at least ${SHORTEST_SECRET}`,
    );
  }
  const known = knownForms(secrets);
  const seen = new Map<string, string>();
  const text = (original: string): string => {
    const redacted = seen.get(original) ?? without(known, original);
    seen.set(original, redacted);
    return redacted;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (typeof value === "number") return text(String(value)) === String(value) ? value : MARKER;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(walk);
    if (isEngineSecret(value)) return MARKER;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        text(key),
        KEY_OF_A_SECRET.test(key) ? MARKER : walk(inner),
      ]),
    );
  };
  return walk;
}

/** The forms in which secrets still stand in a text, never the secrets; empty when there are none. */
export function leaks(text: string, secrets: readonly string[]): readonly string[] {
  const pieces = text.split(MARKER);
  const standing = knownForms(secrets).filter(
    ({ anchor, pattern }) =>
      text.includes(anchor) && pieces.some((piece) => piece.search(pattern) >= 0),
  );
  return [...new Set(standing.map(({ form }) => form))];
}

function knownForms(secrets: readonly string[]): readonly Disguise[] {
  return [...PROVIDER_MADE, ...[...new Set(secrets)].flatMap(disguises)];
}

/** Markers that already stand are boundaries: a secret such as "secret" must not eat them. */
function without(known: readonly Disguise[], text: string): string {
  const patterns = known.filter(({ anchor }) => text.includes(anchor)).map((d) => d.pattern);
  return text
    .split(MARKER)
    .map((piece) => masked(patterns, piece))
    .join(MARKER);
}

/** Every character that belongs to any match goes, also where matches overlap. */
function masked(patterns: readonly RegExp[], piece: string): string {
  const spans = patterns
    .flatMap((pattern) => [...piece.matchAll(pattern)])
    .map(({ index, 0: match, 1: ahead }) => ({
      start: index,
      end: index + (ahead ?? match).length,
    }))
    .sort((a, b) => a.start - b.start);
  let kept = "";
  let from = 0;
  for (const { start, end } of spans) {
    if (start >= from) kept += piece.slice(from, start) + MARKER;
    from = Math.max(from, end);
  }
  return kept + piece.slice(from);
}
