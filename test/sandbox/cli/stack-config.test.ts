import { readFileSync } from "node:fs";

import { parse } from "yaml";

import {
  dummySecret,
  neededSecrets,
  readVault,
  sandboxConfig,
} from "../../../sandbox/cli/stack-config";

const WEBHOOK = "platform:appos.slackWebhook";
const vault = readVault(`encryptionsalt: v1:salt=:x
config:
  ${WEBHOOK}:
    secure: v1:webhook
  shop:unused:
    secure: v1:unused
`);

describe("the secrets that a stack needs", () => {
  it("are those that its settings call for", () => {
    expect(neededSecrets("platform", readFileSync("Pulumi.prod.yaml", "utf8"))).toContain(WEBHOOK);
  });

  it("are none of them in any other project", () => {
    expect(neededSecrets("shop", readFileSync("Pulumi.prod.yaml", "utf8"))).toEqual([]);
  });

  it("include what the committed file holds encrypted for someone else", () => {
    const committed = "config:\n  shop:password:\n    secure: v1:abc\n  shop:plain: x\n";

    expect(neededSecrets("shop", committed)).toEqual(["shop:password"]);
  });

  it.each(["", "config:\n", "config: {}\n"])("are none for the file %j", (committed) => {
    expect(neededSecrets("platform", committed)).toEqual([]);
  });
});

describe("the settings file of the sandbox", () => {
  it("keeps every committed value as it was typed", () => {
    const committed = `config:
  shop:date: 2026-10-01
  shop:octal: 0644
  shop:grouped: 1_000
  shop:version: 1.10
  shop:word: "yes"
  shop:nothing:
  shop:list: [ a, b ] # why
`;

    expect(sandboxConfig(committed, vault, [])).toBe(`${committed}encryptionsalt: v1:salt=:x\n`);
  });

  it("adds the needed secrets and no others", () => {
    const made = parse(sandboxConfig("config:\n  shop:a: 1\n", vault, [WEBHOOK])) as unknown;

    expect(made).toEqual({
      config: { "shop:a": 1, [WEBHOOK]: { secure: "v1:webhook" } },
      encryptionsalt: "v1:salt=:x",
    });
  });

  it("replaces the provider, the keys and the secrets that only the real account can open", () => {
    const committed = `secretsprovider: awskms://alias/pulumi
encryptedkey: abc
encryptionsalt: v1:other
config:
  ${WEBHOOK}: { secure: v1:theirs }
`;

    expect(parse(sandboxConfig(committed, vault, [WEBHOOK]))).toEqual({
      encryptionsalt: "v1:salt=:x",
      config: { [WEBHOOK]: { secure: "v1:webhook" } },
    });
  });

  it.each(["", "config:\n"])("adds secrets to the file %j as well", (committed) => {
    expect(parse(sandboxConfig(committed, vault, [WEBHOOK]))).toMatchObject({
      config: { [WEBHOOK]: { secure: "v1:webhook" } },
    });
  });

  it("names the first mistake in a file that is not YAML", () => {
    expect(() => sandboxConfig("config:\n  a: 1\n  a: 2\n", vault, [])).toThrow(
      "the stack file is not valid YAML: Map keys must be unique at line 3, column 3:",
    );
  });
});

describe("a vault", () => {
  it("holds no secrets before the first is encrypted", () => {
    expect(readVault("encryptionsalt: v1:salt=:x\n").config).toEqual({});
  });
});

describe("a dummy secret", () => {
  it("is recognisable, and the same every time", () => {
    expect(dummySecret("prod", WEBHOOK)).toBe("dummy-a5766983d78d4d2b-secret");
    const others = [dummySecret("prod", "platform:other"), dummySecret("staging", WEBHOOK)];
    expect(others).not.toContain(dummySecret("prod", WEBHOOK));
  });
});
