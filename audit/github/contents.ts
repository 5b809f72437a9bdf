import { z } from "zod";

import { subjectOf } from "./environments";
import type { Fact, Kind } from "./facts";

/** One environment of one repository. */
export interface Within {
  readonly repository: string;
  readonly environment: string;
}

/** What an environment contains, by kind: where GitHub lists it, for whom, and how it reads. */
export const CONTENTS: readonly Content[] = [
  {
    kind: "policy",
    route: "deployment-branch-policies",
    permission: "Actions: read",
    read: (within, item) => {
      const { type, name } = ReportedPolicy.parse(item);
      return policy(within, type, name);
    },
  },
  {
    kind: "secret",
    route: "secrets",
    permission: "Environments: read",
    read: (within, item) => {
      const { name, updated_at } = ReportedSecret.parse(item);
      return secret(within, name, updated_at);
    },
  },
  {
    kind: "variable",
    route: "variables",
    permission: "Environments: read",
    read: (within, item) => {
      const { name, value } = ReportedVariable.parse(item);
      return variable(within, name, value);
    },
  },
];

interface Content {
  readonly kind: Kind;
  /** Below the route of the environment. */
  readonly route: string;
  readonly permission: string;
  readonly read: (within: Within, item: unknown) => Fact;
}

const ReportedPolicy = z.object({
  name: z.string(),
  type: z.enum(["branch", "tag"]).default("branch"),
});
const ReportedSecret = z.object({ name: z.string(), updated_at: z.string() });
const ReportedVariable = z.object({ name: z.string(), value: z.string() });

const Within = z.object({ repository: z.string(), environment: z.string() });
const DeclaredPolicy = Within.extend({
  branchPattern: z.string().optional(),
  tagPattern: z.string().optional(),
});
const DeclaredSecret = Within.extend({ secretName: z.string() });
const DeclaredForAll = z.object({ repository: z.string(), secretName: z.string() });
const Written = z.object({ updatedAt: z.string() });
const DeclaredVariable = Within.extend({ variableName: z.string(), value: z.unknown() });

/** A deployment policy in the state. */
export function declaredPolicy(inputs: unknown): readonly Fact[] {
  const { branchPattern, tagPattern, ...within } = DeclaredPolicy.parse(inputs);
  return tagPattern === undefined
    ? [policy(within, "branch", branchPattern ?? "")]
    : [policy(within, "tag", tagPattern)];
}

/** A secret in the state: never its value; when the provider wrote it stands in its outputs. */
export function declaredSecret(inputs: unknown, outputs: unknown): readonly Fact[] {
  const { secretName, ...within } = DeclaredSecret.parse(inputs);
  return [dated((updatedAt) => secret(within, secretName, updatedAt), outputs)];
}

/** A secret of the whole repository in the state, likewise. */
export function declaredForAll(inputs: unknown, outputs: unknown): readonly Fact[] {
  const { repository, secretName } = DeclaredForAll.parse(inputs);
  return [dated((updatedAt) => forAll(repository, secretName, updatedAt), outputs)];
}

function dated(fact: (updatedAt: string) => Fact, outputs: unknown): Fact {
  const written = Written.safeParse(outputs);
  if (written.success) return fact(written.data.updatedAt);
  const unsaid = {
    lacks: "the state does not say when the secret was written",
    remedy: "a secret that was removed on GitHub and written again by `pulumi up --refresh`",
  };
  return { ...fact("at an unknown time"), unsaid };
}

/** A variable in the state; one whose value is a secret there cannot be compared. */
export function declaredVariable(inputs: unknown): readonly Fact[] {
  const { variableName, value, ...within } = DeclaredVariable.parse(inputs);
  if (typeof value === "string") return [variable(within, variableName, value)];
  const unsaid = {
    lacks: "the state holds the value as a secret, and no secret is read",
    remedy: "an environment secret for what is secret, an open value for what is not",
  };
  return [{ ...variable(within, variableName, "a secret"), unsaid }];
}

/** A secret of the whole repository that is declared, or one that every branch reads where another is meant. */
export function readForAll(
  repository: string,
  item: unknown,
  declared: (kind: Kind, name: string) => boolean,
): readonly Fact[] {
  const { name: given, updated_at } = ReportedSecret.parse(item);
  const name = given.toUpperCase();
  const matters = declared("repository secret", name) || declared("secret", name);
  return matters ? [forAll(repository, name, updated_at)] : [];
}

const FOR_ALL = "secrets of the repository";

function forAll(repository: string, given: string, updatedAt: string): Fact {
  const value = `written ${instant(updatedAt)}`;
  const name = given.toUpperCase();
  return { repository, subject: FOR_ALL, kind: "repository secret", name, value };
}

function policy({ repository, environment }: Within, type: string, pattern: string): Fact {
  const subject = subjectOf(environment);
  return { repository, subject, kind: "policy", name: `${type} ${pattern}`, value: "may deploy" };
}

function secret({ repository, environment }: Within, given: string, updatedAt: string): Fact {
  // GitHub writes names in capitals, the provider as the program does.
  const name = given.toUpperCase();
  const value = `written ${instant(updatedAt)}`;
  return { repository, subject: subjectOf(environment), kind: "secret", name, value };
}

function variable({ repository, environment }: Within, given: string, value: string): Fact {
  const name = given.toUpperCase();
  return { repository, subject: subjectOf(environment), kind: "variable", name, value };
}

/** The provider keeps times as Go prints them (`2026-11-20 10:00:00 +0000 UTC`), GitHub as ISO 8601. */
function instant(time: string): string {
  const iso = time.replace(/^(\S+) (\d{2}:\d{2}:\d{2})\S* \+0000 UTC$/, "$1T$2Z");
  const parsed = new Date(iso);
  return Number.isNaN(parsed.getTime()) ? time : parsed.toISOString().replace(/\.\d+Z$/, "Z");
}
