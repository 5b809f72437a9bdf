import type * as pulumi from "@pulumi/pulumi";

import { recordStack } from "../support/environment";
import { cdn, podOfJob } from "../support/pages";
import { changed } from "./changed";

const HOST = "salitemihret.staging.example-org.test";
const ACTIVE = "4011a8eb8c5c";

it("an application without a release has no CDN, and its host leads nowhere yet", async () => {
  const { recording } = await recordStack("staging", changed("salitemihret", { active: "none" }));

  expect(recording.of("Distribution")).toEqual([]);
  expect(recording.of("Record").filter(({ inputs }) => inputs["name"] === HOST)).toEqual([]);
});

it("the CDN sends the key of the later date, and the load balancer takes both", async () => {
  const rotation = { a: "2026-10-01", b: "2026-11-20" };
  const { recording } = await recordStack("prod", changed("salitemihret", { rotation }));
  const [, backend] = cdn(recording).origins;
  const rules = JSON.stringify(recording.named("edge-firewall-acl", "WebAcl").inputs["rules"]);

  expect(backend?.customHeaders).toEqual([
    { name: "x-cdn-key", value: "generated-salitemihret-cdn-key-b" },
  ]);
  for (const slot of ["a", "b"] as const) {
    expect(rules).toContain(`generated-salitemihret-cdn-key-${slot}`);
    expect(
      recording.named(`salitemihret-cdn-key-${slot}`, "RandomPassword").inputs["keepers"],
    ).toEqual({ date: rotation[slot] });
  }
});

it("pages of the artifact that served before stay, though the settings name it no more", async () => {
  const pasts = { salitemihret: { artifact: "aaaaaaaaaaaa", verified: [] } };
  const { recording, outputs } = await recordStack("staging", undefined, undefined, pasts);

  expect(podOfJob(recording, "expire-pages").containers[0]?.env).toContainEqual({
    name: "KEEP",
    value: `${ACTIVE} aaaaaaaaaaaa`,
  });
  const { previousArtifact } = outputs.applications["salitemihret"] ?? {};
  expect(await told(previousArtifact)).toBe("aaaaaaaaaaaa");
});

function told(output: pulumi.Output<string> | undefined): Promise<string | undefined> {
  return new Promise((done) => {
    if (output === undefined) done(undefined);
    else output.apply(done);
  });
}
