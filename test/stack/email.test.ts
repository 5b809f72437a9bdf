import type * as pulumi from "@pulumi/pulumi";

import { specs } from "../../apps";
import { secretKeysOf } from "../../apps/secret-keys";
import { loadSettings } from "../../config/load";
import { recordStack, settingsOf } from "../support/environment";
import { statements } from "../support/look";
import {
  components,
  githubSecrets,
  plain,
  process,
  recordAllTelling,
  secret,
} from "../support/workloads";

const of = recordAllTelling();

const DEPLOYED = ["staging", "prod"] as const;
const HOST = {
  staging: "salitemihret.staging.example-org.test",
  prod: "salitemihret.example-org.test",
} as const;
const GITHUB = { staging: "staging", prod: "production" } as const;
const KEY = "salitemihret-email-a-2026-10-01";
const LOGIN = { SMTP_USER: `${KEY}-id`, SMTP_PASSWORD: `generated-${KEY}` };

describe.each(DEPLOYED)("mail of SaliteMihret in %s", (stack) => {
  it("SAL-05 is sent by SES from the host, signed, through a configuration set", () => {
    expect(of(stack).one("EmailIdentity").inputs).toMatchObject({
      emailIdentity: HOST[stack],
      configurationSetName: "salitemihret",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    expect(of(stack).one("ConfigurationSet").inputs).toMatchObject({
      configurationSetName: "salitemihret",
      deliveryOptions: { tlsPolicy: "REQUIRE" },
    });
    expect(plain(of(stack), "salitemihret", "backend")).toMatchObject({
      SMTP_HOST: "email-smtp.eu-central-1.amazonaws.com",
    });
  });

  it("SAL-37 reaches every process as five variables, two of them secret", () => {
    for (const name of components(of(stack), "salitemihret")) {
      expect(plain(of(stack), "salitemihret", name)).toMatchObject({
        SMTP_HOST: "email-smtp.eu-central-1.amazonaws.com",
        SMTP_PORT: "587",
        SMTP_FROM: `no-reply@${HOST[stack]}`,
      });
      expect(secret(of(stack), "salitemihret", name)).toMatchObject(LOGIN);
    }
  });

  it("SAL-37 has a login that nobody configures, equal in pods and GitHub, and secret in both", () => {
    const { SMTP_USER, SMTP_PASSWORD } = githubSecrets(of(stack), "salitemihret", GITHUB[stack]);
    const held = of(stack).find(({ name }) => name.startsWith("salitemihret-secrets-"));
    const told = of(stack)
      .of("ActionsEnvironmentSecret")
      .filter(({ inputs }) => String(inputs["secretName"]).startsWith("SMTP_"));

    expect({ SMTP_USER, SMTP_PASSWORD }).toEqual(LOGIN);
    expect(held.secrets).toEqual(["stringData"]);
    expect(told.map(({ secrets }) => secrets)).toEqual([["value"], ["value"]]);
    expect(keys(stack)).toEqual(["license", "sentryDsn", "slackWebhook"]);
  });

  it("can be sent before anything of the release starts", () => {
    const { name } = process(of(stack), "salitemihret", "migrate");

    expect(of(stack).waitsFor(name)).toEqual(
      expect.arrayContaining(["salitemihret-email-identity", "salitemihret-email-senders"]),
    );
  });
});

describe("the sandbox of SES", () => {
  it("LIM-8 is the whole account of staging, and production sends from another one", () => {
    const place = (stack: "staging" | "prod") => {
      const { inputs } = of(stack).named("account", "pulumi:providers:aws");
      return [inputs["allowedAccountIds"], inputs["region"]];
    };

    expect([place("staging"), place("prod")]).toEqual([
      ['["222222222222"]', "eu-central-1"],
      ['["333333333333"]', "eu-central-1"],
    ]);
    for (const stack of DEPLOYED) {
      expect(of(stack).one("EmailIdentity").inputs).not.toHaveProperty("region");
    }
  });

  it("asks for every recipient in staging, and in production for the sender alone", () => {
    const resources = (stack: "staging" | "prod") => {
      const { policy } = of(stack).one("GroupPolicy").inputs;
      return statements(policy).map(({ resources }) => resources[0]?.split("/")[1]);
    };

    expect(resources("staging")).toEqual(["*"]);
    expect(resources("prod")).toEqual([HOST.prod]);
  });
});

it("SAL-05 is caught in dev, which has nothing of SES", () => {
  const names = of("dev")
    .all.filter(({ parent }) => parent !== "deploy")
    .map(({ type, name }) => `${type} ${name}`);

  expect(names.filter((name) => /^aws:(sesv2|iam)\//.test(name))).toEqual([]);
  expect(plain(of("dev"), "salitemihret", "backend")).toMatchObject({
    SMTP_HOST: "salitemihret-mailhog.dev.svc.cluster.local",
  });
  expect(secret(of("dev"), "salitemihret", "backend")).not.toHaveProperty("SMTP_USER");
});

it("lists the keys of its domain among the records that people create, where DNS is run elsewhere", async () => {
  const { recording, outputs } = await recordStack("staging", (settings) => {
    if (settings.edge?.kind !== "loadBalancer") throw new Error("staging has no load balancer");
    const domains = Object.fromEntries(
      Object.entries(settings.edge.domains).map(([domain, { certificates }]) => [
        domain,
        { certificates },
      ]),
    );
    return { ...settings, edge: { ...settings.edge, domains } };
  });
  const records = await told(outputs.dnsRecords);

  expect(recording.of("Record")).toEqual([]);
  expect(records.filter(({ name }) => name.includes("_domainkey"))).toEqual(
    ["token1", "token2", "token3"].map((token) => ({
      name: `${token}._domainkey.${HOST.staging}`,
      type: "CNAME",
      value: `${token}.dkim.amazonses.com`,
      why: `proves that mail of ${HOST.staging} is ours`,
    })),
  );
  expect(records.length).toBeGreaterThan(3);
});

function keys(stack: "staging" | "prod"): readonly string[] {
  const { salitemihret: app } = loadSettings(stack, () => settingsOf(stack)).applications;
  const { salitemihret: spec } = specs;
  return app === undefined || spec === undefined ? [] : secretKeysOf(spec, stack, app, false);
}

function told<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
