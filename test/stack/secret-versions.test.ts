import * as pulumi from "@pulumi/pulumi";

import type { Settings } from "../../config/schema";
import { recordStack } from "../support/environment";

/** What prod tells of the secrets of one application. */
async function told(name: string, change?: (settings: Settings) => Settings) {
  const { outputs, recording } = await recordStack("prod", change);
  const versions = outputs.applications[name]?.secretVersions ?? pulumi.output({});
  const value = await new Promise<Readonly<Record<string, string>>>((done) => {
    versions.apply((one) => {
      done(one);
    });
  });
  return { value, recording };
}

describe("SAL-56 the outputs record which version of each secret is in use", () => {
  it("by the login and the date of its rotation, where the program renews it", async () => {
    const { value } = await told("lifeos");
    const rotated = await told("lifeos", (settings) => {
      const { lifeos } = settings.applications;
      const rotation = { a: "2026-10-01", b: "2026-11-10" };
      return {
        ...settings,
        applications: {
          ...settings.applications,
          ...(lifeos && { lifeos: { ...lifeos, rotation } }),
        },
      };
    });

    expect(value).toMatchObject({
      DATABASE_URL: "a of 2026-10-01",
      JWT_SECRET_KEY: "a of 2026-10-01",
    });
    expect(rotated.value).toMatchObject({ DATABASE_URL: "b of 2026-11-10" });
  });

  it("by the object that carries it, where people set it", async () => {
    const { value } = await told("life-os");

    expect(value["OPENAI_API_KEY"]).toMatch(
      /^set by people, Secret uid-life-os-secrets-[0-9a-f]{12}$/,
    );
  });

  it("by when GitHub wrote it, where GitHub holds it", async () => {
    const { value } = await told("lifeos");

    expect(value).toMatchObject({ "production/DATABASE_URL": "2026-11-18T08:00:00Z" });
  });

  it("and never a secret: no value of any is among them", async () => {
    const { value, recording } = await told("life-os");
    const secrets = recording
      .of("core/v1:Secret")
      .flatMap(({ inputs }) => Object.values(inputs["stringData"] ?? {}).map(String))
      .filter((secret) => secret.length > 3);

    expect(secrets.length).toBeGreaterThan(10);
    expect(
      Object.values(value).filter((version) => secrets.some((one) => version.includes(one))),
    ).toEqual([]);
  });
});
