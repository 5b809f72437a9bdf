import fc from "fast-check";

import { leaks, MARKER, redactor } from "../../audit/redact";

const password = 'p"a/s s+w\\ö\nrd';

describe("a redactor", () => {
  it.each<[string, (secret: string) => string]>([
    ["as it is", (s) => s],
    ["escaped by JSON", (s) => JSON.stringify({ s })],
    ["escaped by JSON within JSON", (s) => JSON.stringify(JSON.stringify({ s }))],
    ["escaped by an encoder that spares only ASCII letters", (s) => unicodeEscaped(s)],
    ["escaped in a URL", (s) => `https://host/?q=${encodeURIComponent(s)}&r=1`],
    [
      "escaped in a URL, in lower case",
      (s) => encodeURIComponent(s).replace(/%../g, (h) => h.toLowerCase()),
    ],
    ["escaped in a form", (s) => new URLSearchParams({ s }).toString()],
    ["escaped in a URL within a URL", (s) => encodeURIComponent(encodeURIComponent(s))],
    ["in base64", (s) => Buffer.from(s).toString("base64")],
    ["in base64 after one more byte", (s) => Buffer.from(`:${s}`).toString("base64")],
    ["in base64 after two more bytes", (s) => Buffer.from(`u:${s}`).toString("base64")],
    ["in base64 for URLs", (s) => Buffer.from(`${s}~~`).toString("base64url")],
    ["in base64 of JSON", (s) => Buffer.from(JSON.stringify({ s })).toString("base64")],
    ["in base64 of a URL", (s) => Buffer.from(`a=${encodeURIComponent(s)}`).toString("base64")],
    [
      "in base64 within JSON",
      (s) => JSON.stringify(Buffer.from(s).toString("base64")).replaceAll("/", "\\/"),
    ],
  ])("finds and removes a secret %s", (_, disguise) => {
    const text = `before ${disguise(password)} after`;

    expect(leaks(text, [password])).not.toEqual([]);
    const redacted = redactor([password])(text);
    expect(leaks(String(redacted), [password])).toEqual([]);
    expect(redacted).toMatch(/^before .*\[secret\].* after$/);
  });

  it("leaves nothing of a whole secret in base64 but the marker", () => {
    for (const secret of ["hunter22", "hunter222", "hunter2222"]) {
      expect(redactor([secret])(Buffer.from(secret).toString("base64"))).toBe(MARKER);
    }
  });

  it("knows both alphabets of base64", () => {
    const bytes = Buffer.from("??>>??>>");

    expect(redactor(["??>>??>>"])([bytes.toString("base64"), bytes.toString("base64url")])).toEqual(
      [MARKER, MARKER],
    );
  });

  it("leaves no leak wherever a secret stands, and changes nothing the second time", () => {
    const property = fc.property(
      fc.string({ minLength: 6, maxLength: 30, unit: "binary" }),
      fc.jsonValue(),
      fc.string(),
      fc.constantFrom(...DISGUISES),
      (secret, other, around, disguise) => {
        const disguised = around + disguise(secret) + around;
        const redact = redactor([secret]);

        const redacted = redact({ a: [other, { b: disguised }], [disguised]: disguised });

        expect(leaks(JSON.stringify(redacted), [secret])).toEqual([]);
        expect(redact(redacted)).toEqual(redacted);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it("removes what overlaps as a whole", () => {
    expect(redactor(["abcdefgh", "efghijkl"])("<abcdefghijkl>")).toBe("<[secret]>");
    expect(redactor(["abcabcabc"])("<abcabcabcabc>")).toBe("<[secret]>");
    expect(redactor(["the old password", "old pass"])("<the old password>")).toBe("<[secret]>");
    expect(redactor(["password", "password-of-prod"])("<password-of-prod>")).toBe("<[secret]>");
  });

  it("removes secrets from keys, and numbers that spell one", () => {
    const redact = redactor(["hunter22", "123456"]);

    expect(redact({ hunter22: 9123456, other: 42, none: null, yes: true })).toEqual({
      [MARKER]: MARKER,
      other: 42,
      none: null,
      yes: true,
    });
  });

  it("does not take its own marker for a secret", () => {
    expect(redactor(["secret"])("[secret] secret")).toBe("[secret] [secret]");
    expect(leaks("[secret]", ["secret"])).toEqual([]);
  });

  it("masks what the engine marks, as ciphertext and as plaintext", () => {
    const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17" };

    expect(
      redactor([])([
        { ...signature, ciphertext: "v1:abc" },
        { ...signature, plaintext: '"x"' },
        asset,
      ]),
    ).toEqual([MARKER, MARKER, asset]);
  });

  it.each([
    ["AWS access key id", ["id AKIA", "IOSFODNN7EXAMPLE"], "id [secret]"],
    [
      "AWS secret access key",
      ['AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY"'],
      'AWS_SECRET_ACCESS_KEY="[secret]"',
    ],
    ["GitHub token", ["token ghp_", "a1B2".repeat(9), " x"], "token [secret] x"],
    ["GitHub token", ["github_pat_", "a1B2_".repeat(9)], "[secret]"],
    [
      "JSON Web Token",
      ["Bearer eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIx.c2lnbmF0dXJl"],
      "Bearer [secret]",
    ],
    ["password in a URL", ["postgres://u:p%40s@h:5432/db"], "postgres://u:[secret]@h:5432/db"],
    ["password in a URL", ["redis://:a@b@h/0"], "redis://:[secret]@h/0"],
    [
      "private key",
      ["x -----BEGIN RSA ", "PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- y"],
      "x [secret] y",
    ],
    ["private key", ["-----BEGIN ", "PRIVATE KEY-----\nMII cut off"], "[secret]"],
  ])("knows a %s without being told", (form, halves, expected) => {
    const text = halves.join(""); // so that no scanner takes this file for a leak

    expect(leaks(text, [])).toEqual([form]);
    expect(redactor([])(text)).toBe(expected);
    expect(leaks(expected, [])).toEqual([]);
  });

  it("knows a secret access key by its name", () => {
    expect(redactor([])({ secretAccessKey: "short" })).toEqual({ secretAccessKey: MARKER });
  });

  it.each([
    "https://example.com:8080/a@b",
    "arn:aws:iam::123456789012:role/deploy@prod",
    "oci://registry:5000/app@sha256:0123456789abcdef",
    "https://example.com/a:b",
  ])("leaves %s alone", (text) => {
    expect(redactor([])(text)).toBe(text);
  });

  it("refuses a secret that would shred ordinary text, without naming it", () => {
    expect(() => redactor(["long enough", "short"])).toThrow(
      /^a secret of 5 characters cannot be told from ordinary text; use at least 6$/,
    );
  });

  it("names the form of a leak, never the secret", () => {
    const encoded = Buffer.from("hunter22").toString("base64");

    expect(leaks(`${encoded} hunter22`, ["hunter22"])).toEqual(["text", "base64"]);
    expect(leaks("hunter2", ["hunter22"])).toEqual([]);
  });
});

const DISGUISES: readonly ((secret: string) => string)[] = [
  (s) => s,
  (s) => JSON.stringify(s),
  (s) => encodeURIComponent(Buffer.from(s).toString()),
  (s) => Buffer.from(s).toString("base64"),
  (s) => Buffer.from(`ab${s}`).toString("base64"),
  (s) => Buffer.from(`a${s}`).toString("base64url"),
];

function unicodeEscaped(text: string): string {
  return text.replace(
    /[^A-Za-z0-9]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
