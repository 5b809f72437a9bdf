import { z } from "zod";

import { Name, Reviewers, User } from "./application";
import { distinct, keyInWords, whole } from "./value";

/** Every GitHub environment there may be: a role trusts these names, so no other can be written. */
export type GithubEnvironment =
  | "ci"
  | "dev"
  | "staging"
  | "production"
  | "production-approval"
  | "production-migrations"
  | "preview-dev"
  | "preview-staging"
  | "preview-prod"
  | "plan-dev"
  | "plan-staging"
  | "plan-prod"
  | "proposals";

/** What people do in a repository; which team that is, the settings say. */
export const Roles = z
  .strictObject({
    architect: Name,
    db: Name,
    developers: Name,
    devops: Name,
    ml: Name,
    qa: Name,
  })
  .readonly();
export type Roles = z.infer<typeof Roles>;
export type Role = keyof Roles;

/** What GitHub leaves out of a private repository under a plan, mostly without a word. */
const DROPPED = {
  free: "GitHub Free knows no environments and no rulesets in private repositories: use enterprise",
  team: "GitHub Team drops reviewers, wait timers and what binds admins in private repositories: use enterprise",
};

const Permission = z.enum(["pull", "triage", "push", "maintain", "admin"]);

const Plan = z
  .enum(["free", "team", "enterprise"])
  .refine((plan) => plan !== "free", DROPPED.free)
  .refine((plan) => plan !== "team", DROPPED.team);

/** Who may enter every repository; a reviewer without access is dropped by GitHub without a word. */
const Access = z
  .strictObject({
    teams: z.record(Name, Permission, { error: keyInWords }),
    users: z.record(User, Permission, { error: keyInWords }),
  })
  .readonly();

const AppId = whole(1, Number.MAX_SAFE_INTEGER);

/** GitHub Apps whose tokens the pipelines of this repository take; their keys are secrets (`github.readerKey`, …). */
const Apps = z
  .strictObject({
    /** Reads what a preview asks for, and changes nothing. */
    reader: AppId,
    /** Changes GitHub, and proposes changes; it alone creates tags of releases, GitHub's own token never can. */
    release: AppId,
  })
  .readonly()
  .refine(({ reader, release }) => reader !== release, {
    path: ["reader"],
    error: "previews run what nobody has merged yet: give them an App that only reads",
  });

/** Who else is told what happens in a repository; signed with the secret `platform:github.webhookSecret`. */
const Webhook = z
  .strictObject({
    repository: Name,
    url: z.url({ protocol: /^https$/, error: "name an address that begins with https://" }),
    events: distinct(
      z.enum(["deployment_status", "pull_request", "push", "release", "workflow_run"]),
    ).refine(({ length }) => length > 0, "name at least one event, or leave the webhook out"),
  })
  .readonly();
export type Webhook = z.infer<typeof Webhook>;

/** What GitHub is to one environment; the owner and the token are the provider's own. */
export const Github = z
  .strictObject({
    plan: Plan,
    /** Who may approve `pulumi up` itself. */
    reviewers: Reviewers,
    access: Access,
    apps: Apps,
    /** Only where the stack owns the repositories. */
    repositories: z
      .strictObject({
        roles: Roles,
        webhooks: z.array(Webhook),
      })
      .readonly()
      .optional(),
  })
  .readonly();
export type Github = z.infer<typeof Github>;
