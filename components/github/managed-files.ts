import { createHash } from "node:crypto";

import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";

/** The branch that this program writes to; nothing reaches another one but by pull request. */
export const MANAGED_BRANCH = "platform/managed";

export interface ManagedFilesArgs {
  readonly repository: pulumi.Input<string>;
  readonly defaultBranch: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Files that the program writes, offered to the default branch by a pull request. */
export class ManagedFiles extends pulumi.ComponentResource {
  constructor(name: string, args: ManagedFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:github:ManagedFiles", name, {}, opts);
    const { repository, defaultBranch, files } = args;
    const child = { parent: this };
    const { branch } = new github.Branch(
      `${name}-branch`,
      { repository, branch: MANAGED_BRANCH, sourceBranch: defaultBranch },
      child,
    );
    const written = Object.entries(files).map(
      ([file, content]) =>
        new github.RepositoryFile(
          `${name}-${file}`,
          {
            ...{ repository, branch, file, content },
            commitMessage: `chore: write ${file} as platform declares it`,
            overwriteOnCreate: true,
          },
          child,
        ),
    );
    new github.RepositoryPullRequest(
      `${name}-pull-request`,
      {
        baseRepository: repository,
        baseRef: defaultBranch,
        headRef: branch,
        title: pulumi.interpolate`chore: files that platform declares (${versionOf(files)})`,
        body: `${Object.keys(files).join(", ")}: change them in platform, not here.`,
      },
      // One that was merged, or closed, is not opened again: other files take another one.
      { ...child, dependsOn: written, replaceOnChanges: ["title"], deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}

/** A word that changes with any of the files. */
function versionOf(files: ManagedFilesArgs["files"]): pulumi.Output<string> {
  return pulumi
    .jsonStringify(files)
    .apply((text) => createHash("sha256").update(text).digest("hex").slice(0, 8));
}
