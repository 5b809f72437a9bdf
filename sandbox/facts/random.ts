import { randomBytes, randomInt, randomUUID } from "node:crypto";

import { Secret, type Props } from "../provider/values";
import type { Fact, Facts, Limit, Made } from "./fact";
import { at, items, text } from "./paths";

/** Everything forces replacement, and nothing exists outside the state. */
const STATE_ONLY = { auto: false, key: [], stateOnly: true } as const satisfies Fact;
const LENGTH: Limit = {
  path: "length",
  text: "must be at least 1 and at least the sum of all minima",
  holds: (value, inputs) =>
    typeof value === "number" &&
    value >=
      Math.max(
        1,
        Object.keys(MINIMA).reduce((sum, key) => sum + Number(inputs[key] ?? 0), 0),
      ),
};

const MINIMA = {
  minLower: "lower",
  minNumeric: "numeric",
  minSpecial: "special",
  minUpper: "upper",
} as const;
const CHARACTERS = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
} as const;

/** What the random provider makes. */
export const random: Facts = {
  "random:index/randomPassword:RandomPassword": {
    ...STATE_ONLY,
    limits: [LENGTH],
    computed: (made) => ({
      ...defaults(made),
      id: "none",
      result: new Secret(characters(made)),
      bcryptHash: new Secret(`$2a$10$${randomBytes(40).toString("base64url").slice(0, 53)}`),
    }),
  },
  "random:index/randomString:RandomString": {
    ...STATE_ONLY,
    limits: [LENGTH],
    computed: (made) => {
      const result = characters(made);
      return { ...defaults(made), id: result, result };
    },
  },
  "random:index/randomId:RandomId": {
    ...STATE_ONLY,
    computed: ({ inputs }) => {
      const bytes = randomBytes(Number(at(inputs, "byteLength")));
      const prefix = text(inputs, "prefix");
      const id = bytes.toString("base64url");
      const numbers = {
        hex: prefix + bytes.toString("hex"),
        dec: prefix + String(BigInt(`0x${bytes.toString("hex")}`)),
      };
      return { id, b64Url: prefix + id, b64Std: prefix + bytes.toString("base64"), ...numbers };
    },
  },
  "random:index/randomUuid:RandomUuid": {
    ...STATE_ONLY,
    computed: () => {
      const result = randomUUID();
      return { id: result, result };
    },
  },
  "random:index/randomInteger:RandomInteger": {
    ...STATE_ONLY,
    computed: ({ inputs }) => {
      const result = randomInt(Number(at(inputs, "min")), Number(at(inputs, "max")) + 1);
      return { id: String(result), result };
    },
  },
  "random:index/randomPet:RandomPet": {
    ...STATE_ONLY,
    computed: ({ inputs }) => {
      const words = Array.from(
        { length: Number(at(inputs, "length") ?? 2) },
        () => WORDS[randomInt(WORDS.length)] ?? "",
      );
      const separator = text(inputs, "separator") || "-";
      return {
        id: [text(inputs, "prefix"), ...words].filter(Boolean).join(separator),
        length: words.length,
        separator,
      };
    },
  },
  "random:index/randomShuffle:RandomShuffle": {
    ...STATE_ONLY,
    computed: ({ inputs }) => {
      const list = items(inputs, "inputs");
      const results = [...list]
        .sort(() => randomInt(3) - 1)
        .slice(0, Number(at(inputs, "resultCount") ?? list.length));
      return { id: "-", results };
    },
  },
};

const WORDS = [
  "amber",
  "brave",
  "calm",
  "deep",
  "eager",
  "fair",
  "heron",
  "ibis",
  "jay",
  "kite",
  "lark",
  "merlin",
];

function defaults({ inputs }: Made): Props {
  const numeric = inputs["numeric"] ?? inputs["number"] ?? true;
  const minima = Object.fromEntries(Object.keys(MINIMA).map((key) => [key, inputs[key] ?? 0]));
  return { lower: true, special: true, upper: true, ...minima, numeric, number: numeric };
}

/** As many of each kind as the minima say, the rest from all kinds, in any order. */
function characters(made: Made): string {
  const settings = { ...defaults(made), ...made.inputs };
  const special = text(made.inputs, "overrideSpecial") || CHARACTERS.special;
  const alphabet = { ...CHARACTERS, special };
  const kinds = Object.values(MINIMA).filter((kind) => settings[kind] === true);
  const all = kinds.map((kind) => alphabet[kind]).join("");
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const picked = Object.entries(MINIMA).flatMap(([minimum, kind]) =>
    Array.from({ length: Number(settings[minimum] ?? 0) }, () => pick(alphabet[kind])),
  );
  while (picked.length < Number(at(made.inputs, "length"))) picked.push(pick(all));
  for (let last = picked.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [picked[last], picked[other]] = [picked[other] ?? "", picked[last] ?? ""];
  }
  return picked.join("");
}
