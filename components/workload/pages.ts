import { cloudfront } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { SmokeCheck } from "../../config/smoke";
import { POINTER } from "../edge/viewer-function";
import type { LoadBalancerEntry } from "./entry";
import { gate } from "./gate";
import { AS_IT_WAS } from "./kept";
import { EXPIRE_SCRIPT, UPLOAD_SCRIPT } from "./pages-script";
import type { Parts } from "./parts";
import { ask, type Asker } from "./smoke";

/** Pages that are files: brought to a bucket by each release, and shown by a CDN. */
export interface PagesArgs {
  readonly artifactId: string;
  readonly image: pulumi.Input<string>;
  /** Folder of the image with the files. */
  readonly directory: string;
  readonly bucket: pulumi.Input<string>;
  readonly region: string;
  /** Where the CDN reads which release everybody sees. */
  readonly storeArn: pulumi.Input<string>;
  /** Artifacts whose pages stay, so that the way back to them is a switch. */
  readonly keep: readonly string[];
}

export interface PublishArgs {
  readonly pages: PagesArgs;
  readonly parts: Parts;
  readonly toolboxImage: string;
  readonly asker: Asker;
  readonly entry: LoadBalancerEntry | undefined;
  /** Rollout that served before and stays up. */
  readonly kept?: string;
}

type Options = Omit<pulumi.CustomResourceOptions, "dependsOn"> & {
  readonly dependsOn: pulumi.Resource[];
};

/** What everybody's browser asks first. */
export const FIRST_PAGE: SmokeCheck = { method: "GET", path: "/", expect: [200], fatal: true };

const MOUNT = "/pages";

/** Declares the pages of a rollout up to the point where the CDN has shown them to who asked for them. */
export function published(name: string, args: PublishArgs, opts: Options) {
  const { parts, pages, kept, asker, entry } = args;
  const { rolloutId, stamp, common } = parts;
  const { dependsOn, ...child } = opts;
  const by = parts.as("pages");
  if (kept !== undefined) upload(name, kept, { ...args, by }, { ...child, ...AS_IT_WAS });
  const uploaded = upload(name, rolloutId, { ...args, by }, { ...child, dependsOn });
  const verified =
    entry?.cdn === undefined
      ? uploaded
      : ask(
          `${name}-verify-pages-${rolloutId}`,
          {
            ...{ asker, namespace: common.namespace, step: "verify", checks: [FIRST_PAGE] },
            way: {
              ...{ url: `https://${entry.host}`, address: entry.cdn.address },
              artifactId: pages.artifactId,
            },
            labels: { ...stamp, component: "verify", rollout: rolloutId },
          },
          { ...child, dependsOn: uploaded },
        );
  return {
    passed: [verified],
    /** Shows them to everybody: one value changes. */
    takeOver: (after: pulumi.Resource[]) => ({
      switched: new cloudfront.KeyvaluestoreKey(
        `${name}-pages`,
        { keyValueStoreArn: pages.storeArn, key: POINTER, value: pages.artifactId },
        { ...child, dependsOn: after },
      ),
    }),
  };
}

/** Brings files from the image to their folder; a rollout that stays keeps the Job that did. */
function upload(
  name: string,
  rolloutId: string,
  { pages, parts, toolboxImage, by }: PublishArgs & { readonly by: ReturnType<Parts["as"]> },
  opts: pulumi.CustomResourceOptions,
) {
  const { common, stamp } = parts;
  return gate(
    `${name}-pages-${rolloutId}`,
    {
      ...{ ...common, ...by, name: "upload", image: toolboxImage, size: "small" },
      labels: { ...stamp, component: "pages", rollout: rolloutId },
      init: [
        {
          name: "files",
          image: pages.image,
          command: ["cp", "-R", `${pages.directory}/.`, MOUNT],
        },
      ],
      volumes: [{ volume: { name: "pages", emptyDir: { sizeLimit: "512Mi" } }, mountPath: MOUNT }],
      command: ["bash", "-c", UPLOAD_SCRIPT],
      env: [
        { name: "AWS_REGION", value: pages.region },
        { name: "BUCKET", value: pages.bucket },
        { name: "ARTIFACT", value: pages.artifactId },
        { name: "PAGES", value: MOUNT },
      ],
      deadlineSeconds: 900,
      // A new Pod Identity reaches pods some seconds late; files that are written twice are the same.
      retries: 3,
    },
    opts,
  );
}

/** A Job that deletes the pages of releases that nobody goes back to, once another one serves. */
export function expirePages(
  name: string,
  { pages, parts, toolboxImage }: Pick<PublishArgs, "pages" | "parts" | "toolboxImage">,
  opts: pulumi.CustomResourceOptions,
): void {
  const { common, rolloutId, as, labels } = parts;
  gate(
    `${name}-expire-pages-${rolloutId}`,
    {
      ...{ namespace: common.namespace, ...as("expire-pages"), labels: labels("expire-pages") },
      ...{ name: "expire", image: toolboxImage, size: "small" },
      command: ["bash", "-c", EXPIRE_SCRIPT],
      env: [
        { name: "AWS_REGION", value: pages.region },
        { name: "BUCKET", value: pages.bucket },
        { name: "KEEP", value: pages.keep.join(" ") },
      ],
      deadlineSeconds: 900,
      retries: 3,
    },
    opts,
  );
}
