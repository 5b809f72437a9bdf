import * as pulumi from "@pulumi/pulumi";

import { readSecrets, type SecretSource } from "../../config/secrets";

describe("readSecrets", () => {
  it("names the command for every missing secret", () => {
    const { problems } = read(["appos.slackWebhook", "lifeos.jwt"], { getSecret: () => undefined });

    expect(problems.map(({ message }) => message)).toEqual([
      "secret is missing: run pulumi config set --secret platform:appos.slackWebhook --stack prod",
      "secret is missing: run pulumi config set --secret platform:lifeos.jwt --stack prod",
    ]);
  });

  it("refuses a value that development uses in the open, without saying it", () => {
    const { problems } = read(["life-os.jwt"], {
      isOneOf: (_key, values) => values.includes("devpass"),
    });

    expect(problems).toEqual([
      {
        path: "platform:life-os.jwt",
        message:
          "a development value has no place here: run pulumi config set --secret platform:life-os.jwt --stack prod",
      },
    ]);
  });

  it("ALL-2 hands over secrets as secrets", async () => {
    const { secrets, problems } = read(["appos.slackWebhook"], {});

    expect(problems).toEqual([]);
    expect(await pulumi.isSecret(secrets["appos.slackWebhook"] ?? pulumi.output(""))).toBe(true);
  });
});

function read(keys: readonly string[], change: Partial<SecretSource>) {
  const source: SecretSource = {
    getSecret: () => pulumi.secret("value"),
    isOneOf: () => false,
    ...change,
  };
  return readSecrets("prod", keys, ["devpass"], source);
}
