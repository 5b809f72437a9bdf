import * as pulumi from "@pulumi/pulumi";

import type { PagesArgs } from "../../../components/workload/pages";
import { EXPIRE_SCRIPT, UPLOAD_SCRIPT } from "../../../components/workload/pages-script";
import type { Recording } from "../../support/recorder";
import { BARE, ENTRY, podOf, released, ROLLOUT } from "./sample";

const PAGES: PagesArgs = {
  ...{ artifactId: "aaaaaaaaaaaa", image: "registry.test/pages@sha256:7", directory: "/dist" },
  ...{ bucket: "shop-pages", region: "eu-central-1", storeArn: "arn:store" },
  keep: ["aaaaaaaaaaaa", "bbbbbbbbbbbb"],
};
const CDN = { address: "d1.cloudfront.test", key: pulumi.secret("sesame") };
/** A backend behind the load balancer, and pages that are files. */
const FILES = { ...BARE, pages: PAGES, entry: { ...ENTRY, cdn: CDN } };
const KEPT = "fedcba987654";

describe("pages of a release that are files", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await released(FILES);
  });

  it("come out of their own image, without secrets, and go to the bucket by the toolbox", () => {
    const { initContainers, containers } = pod(recording, `shop-pages-${ROLLOUT}`);

    expect(initContainers).toMatchObject([
      { image: "registry.test/pages@sha256:7", command: ["cp", "-R", "/dist/.", "/pages"] },
    ]);
    expect(containers).toMatchObject([
      { image: "registry.test/toolbox@sha256:3", command: ["bash", "-c", UPLOAD_SCRIPT] },
    ]);
    expect(env(recording, `shop-pages-${ROLLOUT}`)).toEqual({
      ...{ AWS_REGION: "eu-central-1", BUCKET: "shop-pages" },
      ...{ ARTIFACT: "aaaaaaaaaaaa", PAGES: "/pages" },
    });
  });

  it("are asked for through the CDN by their name, before anybody is sent to the release", () => {
    const asked = `shop-verify-pages-${ROLLOUT}`;

    expect(env(recording, asked)).toMatchObject({
      TARGET_URL: "https://shop.test",
      CHECKS: '[{"method":"GET","path":"/","expect":[200],"fatal":true}]',
      CONNECT_TO: "d1.cloudfront.test",
      RELEASE: "aaaaaaaaaaaa",
    });
    expect(recording.waitsFor(asked)).toContain(`shop-pages-${ROLLOUT}`);
    expect(recording.waitsFor("shop-backend")).toContain(asked);
  });

  it("are shown by one value, once the backend has taken over", () => {
    const pointer = recording.one("KeyvaluestoreKey");

    expect(pointer.inputs).toEqual({
      ...{ keyValueStoreArn: "arn:store", key: "release", value: "aaaaaaaaaaaa" },
    });
    expect(recording.waitsFor(pointer.name)).toContain("shop-backend");
    expect(recording.waitsFor("shop-confirm")).toContain(pointer.name);
  });

  it("end for releases that nobody goes back to, after this one is confirmed", () => {
    const name = `shop-expire-pages-${ROLLOUT}`;

    expect(pod(recording, name).containers).toMatchObject([
      { command: ["bash", "-c", EXPIRE_SCRIPT] },
    ]);
    expect(env(recording, name)).toMatchObject({ KEEP: "aaaaaaaaaaaa bbbbbbbbbbbb" });
    expect(recording.waitsFor(name)).toContain("shop-confirm");
  });

  it("leave the Job of a rollout that stays as it was, so that going back brings nothing", async () => {
    const both = await released({ ...FILES, kept: KEPT });
    const job = both.named(`shop-pages-${KEPT}`, "Job");

    expect(job.ignored).toEqual(expect.arrayContaining(["metadata", "spec"]));
    expect(both.named(`shop-pages-${ROLLOUT}`, "Job").ignored).toEqual([]);
    expect(both.names().filter((name) => name.endsWith("ServiceAccount shop-pages"))).toHaveLength(
      1,
    );
  });
});

describe("the doors of an application behind a CDN", () => {
  const key = {
    name: "CDN_KEY",
    valueFrom: { secretKeyRef: { name: `shop-access-${ROLLOUT}`, key: "cdnKey" } },
  };

  it("are tried at the load balancer, to which the look shows the CDN's key", async () => {
    const recording = await released(FILES);
    const name = `shop-verify-backend-${ROLLOUT}`;
    const secret = recording.named(`shop-access-${ROLLOUT}`, "Secret");

    expect(env(recording, name)).toMatchObject({ CONNECT_TO: "edge.elb.test", ROLLOUT });
    expect(pod(recording, name).containers[0].env).toContainEqual(key);
    expect(secret.inputs).toMatchObject({ stringData: { cdnKey: "sesame" } });
    expect(secret.secrets).not.toEqual([]);
    expect(pod(recording, `shop-smoke-backend-${ROLLOUT}`).containers[0].env).not.toContainEqual(
      key,
    );
  });

  it("are confirmed at the CDN, API and pages alike", async () => {
    const recording = await released(FILES);
    const { CHECKS = "", ...others } = env(recording, "shop-confirm");

    expect(others).toMatchObject({ CONNECT_TO: "d1.cloudfront.test" });
    expect((JSON.parse(CHECKS) as { path: string }[]).map(({ path }) => path)).toEqual([
      "/health",
      "/",
    ]);
  });

  it("ask for a password too, where there is one", async () => {
    const entry = { ...FILES.entry, password: pulumi.secret("open sesame") };
    const recording = await released({ ...FILES, entry });

    expect(recording.named(`shop-access-${ROLLOUT}`, "Secret").inputs).toMatchObject({
      stringData: { password: "open sesame", cdnKey: "sesame" },
    });
    expect(
      pod(recording, "shop-confirm").containers[0].env.map((one) => (one as { name: string }).name),
    ).toEqual(expect.arrayContaining(["PASSWORD", "CDN_KEY"]));
  });
});

function pod(recording: Recording, name: string) {
  return podOf(recording.named(name, "Job")).spec;
}

function env(recording: Recording, name: string): Readonly<Record<string, string>> {
  const all = pod(recording, name).containers[0].env as { name: string; value: string }[];
  return Object.fromEntries(all.map((one) => [one.name, one.value]));
}
