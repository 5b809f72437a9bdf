/** One way a secret turns up in text. */
export interface Disguise {
  readonly form: string;
  /** Stands in every text that the pattern matches; a search for it is much cheaper. */
  readonly anchor: string;
  /** A pattern, because encoders differ in what they escape; a capture, where occurrences may overlap. */
  readonly pattern: RegExp;
}

/** Every disguise of a secret: itself, escaped by JSON or a URL at any depth, and base64 of each. */
export function disguises(secret: string): readonly Disguise[] {
  const wellFormed = Buffer.from(secret).toString();
  const inJson = JSON.stringify(secret).slice(1, -1);
  const encoded = [...new Set([secret, inJson, encodeURIComponent(wellFormed)])];
  return [
    disguise("text", secret, spelled(secret, FORM_ENCODED)),
    ...encoded.flatMap((text) => [0, 1, 2].map((offset) => base64(text, offset))),
  ];
}

function disguise(form: string, text: string, pattern: string): Disguise {
  const plain = text.split(/[^A-Za-z0-9]+/).sort((a, b) => b.length - a.length);
  return { form, anchor: plain[0] ?? "", pattern: new RegExp(`(?=(${pattern}))`, "g") };
}

type Aliases = Readonly<Record<string, string>>;
const FORM_ENCODED: Aliases = { " ": "+" };
const URL_SAFE: Aliases = { "+": "-", "/": "_" };
const LETTER: Aliases = { "\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r" };

/**
 * Whatever precedes a secret shifts its base64 by 0, 1 or 2 bytes. The middle stays the same;
 * a character at either edge also holds bits of the neighbour.
 */
function base64(text: string, offset: number): Disguise {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  const edge = bytes.length % 3 === 0 ? "" : "[A-Za-z0-9+/_-]?={0,2}";
  const middle = bytes.toString("base64").slice(start, end);
  return disguise("base64", middle, spelled(middle, URL_SAFE) + edge);
}

/** None escapes letters and digits; a run of backslashes counts as one, because JSON doubles each. */
function spelled(text: string, aliases: Aliases): string {
  return text.replace(/\\+|[^A-Za-z0-9]/gu, (char) => spelling(char, aliases));
}

/** One character however an encoder writes it: behind backslashes, as `\u00e9`, `%C3%A9` or `\n`. */
function spelling(char: string, aliases: Aliases): string {
  if (char.startsWith("\\")) return `(?:(?:\\\\+u005[cC])+|\\\\+|(?:${percent("\\")})+)`;
  const [alias, letter] = [aliases[char], LETTER[char]];
  const written = (alias === undefined ? [char] : [char, alias]).flatMap((c) => [
    `\\\\*${perUnit(c, (hex) => `\\u${hex}`)}`,
    perUnit(c, (hex) => `\\\\+u${anyCase(hex)}`),
    percent(c),
  ]);
  if (letter !== undefined) written.push(`\\\\+${letter}`);
  return `(?:${written.join("|")})`;
}

/** JSON escapes UTF-16 code units, and regular expressions name them. */
function perUnit(char: string, write: (hex: string) => string): string {
  const codes = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
  return codes.map((code) => write(code.toString(16).padStart(4, "0"))).join("");
}

/** Bytes, as a URL escapes them; `%25` where it was escaped again. */
function percent(char: string): string {
  const bytes = [...Buffer.from(char)].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.map((hex) => `%(?:25)*${anyCase(hex)}`).join("");
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
