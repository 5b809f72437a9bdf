import * as pulumi from "@pulumi/pulumi";

import { readSecrets } from "../../config/secrets";

describe("readSecrets", () => {
  it("names the command for every missing secret", () => {
    const { missing } = readSecrets("prod", ["appos.slackWebhook", "lifeos.jwt"], {
      getSecret: () => undefined,
    });

    expect(missing.map(({ message }) => message)).toEqual([
      "secret is missing: run pulumi config set --secret platform:appos.slackWebhook --stack prod",
      "secret is missing: run pulumi config set --secret platform:lifeos.jwt --stack prod",
    ]);
  });

  it("ALL-2 hands over secrets as secrets", async () => {
    const { secrets, missing } = readSecrets("prod", ["appos.slackWebhook"], {
      getSecret: () => pulumi.secret("value"),
    });

    expect(missing).toEqual([]);
    expect(await pulumi.isSecret(secrets["appos.slackWebhook"] ?? pulumi.output(""))).toBe(true);
  });
});
