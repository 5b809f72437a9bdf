import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";

export interface RepositoryArgs {
  /** Name of the repository, which exists. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Branches that stay, apart from the default. */
  readonly branches: readonly string[];
  /** Who may enter: permission by id of a team, with the team's name, and by login of a user. */
  readonly access: {
    readonly teams: Readonly<
      Record<string, { readonly id: pulumi.Input<string>; readonly permission: string }>
    >;
    readonly users: Readonly<Record<string, string>>;
  };
  /** Meaning by name. */
  readonly labels: Readonly<Record<string, string>>;
  /** Secrets that every job may read. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Who else is told what happens, by address. */
  readonly webhooks: Readonly<
    Record<string, { readonly events: readonly string[]; readonly secret: pulumi.Input<string> }>
  >;
  readonly guard: Guard;
}

/** One colour: labels are told apart by their words. */
const LABEL_COLOR = "d93f0b";

/** One repository that people made beforehand: its settings, branches, access, and what its pipelines may. */
export class Repository extends pulumi.ComponentResource {
  readonly repository: pulumi.Output<string>;
  /** Login of whom it belongs to. */
  readonly organization: pulumi.Output<string>;
  /** What an environment, or a rule, that names a team or a user waits for. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: RepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:github:Repository", name, {}, opts);
    const child = { parent: this };
    const kept = (logical: string) => ({
      ...child,
      ...args.guard.keep(logical, "durable").options,
      retainOnDelete: true,
    });
    const adopted = new github.Repository(
      `${name}-repository`,
      {
        name: args.repository,
        visibility: "private",
        hasIssues: true,
        // What a fork runs decrypts nothing, and there is none.
        allowForking: false,
        // A rule of each branch says which of these it takes.
        allowMergeCommit: true,
        allowRebaseMerge: true,
        allowSquashMerge: true,
        deleteBranchOnMerge: true,
        securityAndAnalysis: {
          secretScanning: { status: "enabled" },
          secretScanningPushProtection: { status: "enabled" },
        },
      },
      { ...kept(`${name}-repository`), import: args.repository },
    );
    const repository = adopted.name;
    for (const branch of args.branches) {
      new github.Branch(
        `${name}-branch-${branch}`,
        { repository, branch, sourceBranch: args.defaultBranch },
        kept(`${name}-branch-${branch}`),
      );
    }
    new github.BranchDefault(`${name}-default`, { repository, branch: args.defaultBranch }, child);
    this.limitActions(name, repository);
    for (const [label, description] of Object.entries(args.labels)) {
      new github.IssueLabel(
        `${name}-label-${label}`,
        { repository, name: label, description, color: LABEL_COLOR },
        child,
      );
    }
    for (const [secretName, value] of Object.entries(args.secrets)) {
      new github.ActionsSecret(`${name}-${secretName}`, { repository, secretName, value }, child);
    }
    for (const [url, { events, secret }] of Object.entries(args.webhooks)) {
      new github.RepositoryWebhook(
        `${name}-webhook-${new URL(url).host}`,
        {
          repository,
          active: true,
          events: [...events],
          configuration: { url, contentType: "json", insecureSsl: false, secret },
        },
        child,
      );
    }
    this.repository = repository;
    this.organization = adopted.fullName.apply((full) => full.split("/")[0] ?? "");
    this.ready = [adopted, ...this.letIn(name, repository, args.access)];
    this.registerOutputs({ repository, organization: this.organization });
  }

  /** Actions of GitHub itself run as they are tagged, others by commit alone; their token only reads. */
  private limitActions(name: string, repository: pulumi.Output<string>): void {
    new github.ActionsRepositoryPermissions(
      `${name}-actions`,
      {
        repository,
        enabled: true,
        allowedActions: "selected",
        allowedActionsConfig: {
          githubOwnedAllowed: true,
          verifiedAllowed: false,
          patternsAlloweds: ["aws-actions/*", "pulumi/*"],
        },
        shaPinningRequired: true,
      },
      { parent: this },
    );
    new github.WorkflowRepositoryPermissions(
      `${name}-token`,
      { repository, defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false },
      { parent: this },
    );
  }

  private letIn(
    name: string,
    repository: pulumi.Output<string>,
    { teams, users }: RepositoryArgs["access"],
  ): readonly pulumi.Resource[] {
    return [
      ...Object.entries(teams).map(
        ([team, { id: teamId, permission }]) =>
          new github.TeamRepository(
            `${name}-team-${team}`,
            { repository, teamId, permission },
            { parent: this },
          ),
      ),
      ...Object.entries(users).map(
        ([username, permission]) =>
          new github.RepositoryCollaborator(
            `${name}-user-${username}`,
            { repository, username, permission },
            { parent: this },
          ),
      ),
    ];
  }
}
