import * as pulumi from "@pulumi/pulumi";

import { Email, type EmailArgs } from "../../../components/data/email";
import { look } from "../../support/look";
import { record } from "../../support/recorder";

const HOST = "shop.example-org.test";
const IDENTITIES = "arn:aws:ses:eu-central-1:1:identity";
const stamp = { app: "shop", environment: "test", stack: "test", owner: "ops" };

describe("mail of a domain", () => {
  it("is signed with 2048 bits and leaves through one configuration set", async () => {
    const { recording } = await email();

    expect(recording.one("EmailIdentity").inputs).toEqual({
      emailIdentity: HOST,
      configurationSetName: "shop",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
      tags: stamp,
    });
    expect(recording.one("EmailIdentity").dependsOn).toEqual(["mail-set"]);
    expect(recording.one("ConfigurationSet").inputs).toEqual({
      configurationSetName: "shop",
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
      tags: stamp,
    });
  });

  it("is proven by three records of its zone", async () => {
    const { recording, records } = await email({ zoneId: "Z1" });

    expect(recording.of("Record").map(({ inputs }) => inputs)).toEqual(
      ["token1", "token2", "token3"].map((token) => ({
        zoneId: "Z1",
        name: `${token}._domainkey.${HOST}`,
        type: "CNAME",
        records: [`${token}.dkim.amazonses.com`],
        ttl: 1800,
        allowOverwrite: false,
      })),
    );
    expect(records).toEqual([]);
  });

  it("is proven by three records that people create, where the zone is not ours", async () => {
    const { recording, records } = await email();

    expect(recording.of("Record")).toEqual([]);
    expect(records).toEqual(
      ["token1", "token2", "token3"].map((token) => ({
        name: `${token}._domainkey.${HOST}`,
        type: "CNAME",
        value: `${token}.dkim.amazonses.com`,
        why: `proves that mail of ${HOST} is ours`,
      })),
    );
  });

  it("has its keys where a younger region keeps them", async () => {
    const { records } = await email({ region: "eu-south-1" });

    expect(records).toMatchObject([
      { value: "token1.dkim.eu-south-1.amazonses.com" },
      { value: "token2.dkim.eu-south-1.amazonses.com" },
      { value: "token3.dkim.eu-south-1.amazonses.com" },
    ]);
  });
});

describe("the login of a mail server", () => {
  it.each([
    ["ses", `${IDENTITIES}/${HOST}`],
    // There recipients are identities too, and SES asks whether it may send to them.
    ["sesSandbox", `${IDENTITIES}/*`],
  ] as const)("sends from one domain through one set alone: %s", async (kind, identities) => {
    const { recording } = await email({ kind });

    expect(JSON.parse(String(recording.one("GroupPolicy").inputs["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "ses:SendRawEmail",
          Resource: [identities, "arn:mail-set"],
          Condition: { StringLike: { "ses:FromAddress": `*@${HOST}` } },
        },
      ],
    });
    expect(recording.of("UserPolicy")).toEqual([]);
  });

  it("is two users of one group with a key each, named by its date", async () => {
    const { recording } = await email();

    expect(look(recording, "iam/user:User", "name", "path", "tags")).toEqual([
      ["shop-smtp-a", "/platform/mail/", stamp],
      ["shop-smtp-b", "/platform/mail/", stamp],
    ]);
    expect(look(recording, "iam/group:Group", "name", "path")).toEqual([
      ["shop-smtp", "/platform/mail/"],
    ]);
    expect(recording.one("GroupPolicy").inputs).toMatchObject({ group: "shop-smtp" });
    expect(recording.one("GroupMembership").inputs).toEqual({
      name: "shop-smtp",
      group: "shop-smtp",
      users: ["shop-smtp-a", "shop-smtp-b"],
    });
    expect(recording.of("AccessKey").map(({ name, inputs }) => [name, inputs])).toEqual([
      ["mail-a-2026-10-01", { user: "shop-smtp-a" }],
      ["mail-b-2026-07-01", { user: "shop-smtp-b" }],
    ]);
  });

  it.each([
    [{ a: "2026-10-01", b: "2026-07-01" }, "mail-a-2026-10-01"],
    [{ a: "2026-10-01", b: "2027-01-01" }, "mail-b-2027-01-01"],
  ])("has the key of the later date: %o", async (rotation, live) => {
    const { login } = await email({ rotation });

    expect(login).toEqual([`${live}-id`, `generated-${live}`]);
  });

  it("keeps key and password secret", async () => {
    const { recording } = await email();

    for (const { secretOutputs } of recording.of("AccessKey")) {
      expect(secretOutputs).toEqual(["secret", "sesSmtpPasswordV4"]);
    }
  });

  it("works after its identity, its policy and its place in the group", async () => {
    const { ready } = await email();

    expect(ready).toEqual(["EmailIdentity", "GroupPolicy", "GroupMembership"]);
  });
});

async function email(change: Partial<EmailArgs> = {}) {
  const made: Email[] = [];
  const recording = await record(() => {
    const rotation = { a: "2026-10-01", b: "2026-07-01" };
    const common = { kind: "ses", domain: HOST, region: "eu-central-1", rotation, stamp } as const;
    made.push(new Email("mail", { ...common, ...change }));
  });
  const [{ user, password, records, ready } = { records: [], ready: [] }] = made;
  return {
    recording,
    login: await told(pulumi.all([user, password])),
    records: await told(pulumi.all([...records])),
    ready: ready.map((resource) => resource.constructor.name),
  };
}

function told<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
