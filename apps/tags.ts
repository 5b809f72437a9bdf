/** What may make an image, with the full commit it is made from. */
export type Trigger = { readonly commit: string } & (
  | { readonly on: "push"; readonly branch: string }
  | { readonly on: "pullRequest"; readonly number: number }
  | { readonly on: "release" | "deployment"; readonly tag: string }
  | { readonly on: "request" }
);

/** Which tags one trigger writes. What is in angle brackets differs from image to image. */
export type TagRow =
  | {
      readonly on: "push";
      /** Branches as GitHub matches them: `*` does not cross a slash. */
      readonly branches: readonly string[];
      readonly tags: readonly ("<sha>" | "main" | "develop")[];
    }
  /** Scanned and thrown away: nothing of a pull request reaches a registry. */
  | { readonly on: "pullRequest"; readonly tags: readonly "pr-<number>-<sha>"[] }
  | { readonly on: "release"; readonly tags: readonly ("<sha>" | "<version>" | "latest")[] }
  | { readonly on: "deployment"; readonly tags: readonly ("<sha>" | "<deployment>")[] }
  | { readonly on: "request"; readonly tags: readonly "<sha>"[] };

/** How the images of an application are tagged. */
export interface TagModel {
  readonly rows: readonly TagRow[];
  /** Whether `<version>` is the Git tag `v1.2.3` without its v. */
  readonly stripTagPrefix: boolean;
  /** Days after which images expire, by pattern of their tags; what nobody lists stays. */
  readonly expireDays?: Readonly<Record<string, number>>;
}

/** Tags of one image, and whether they reach the registry. */
export interface Tagging {
  readonly tags: readonly string[];
  readonly pushed: boolean;
}

/** Git tags of a release; an image tag takes no `+`, and `latest` no pre-release. */
export const RELEASE_TAG = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Git tags of a deployment: the day, and a number for further ones of that day. */
export const DEPLOYMENT_TAG = /^(staging|prod)-\d{8}(\.\d+)?$/;

const COMMIT = /^[0-9a-f]{40}$/;
const SHORT_SHA = 7;

/** Tags that come to mean another image; every other tag means one image for ever. */
const MOVING: readonly string[] = ["develop", "latest", "main"];

/** The tags that an image gets from what made it. */
export function tagsOf(model: TagModel, trigger: Trigger): Tagging {
  const row = model.rows.find((each) => makes(each, trigger));
  if (row === undefined) throw new Error(`no image is made by ${inWords(trigger)}`);
  const values = valuesOf(model, trigger);
  const fill = (tag: string) => tag.replace(/<(\w+)>/g, (all, key: string) => values[key] ?? all);
  return { tags: row.tags.map(fill), pushed: isPushed(row) };
}

/** Whether images of a row reach the registry. */
export function isPushed({ on }: TagRow): boolean {
  return on !== "pullRequest";
}

/** The tags of a model that come to mean another image, in order of the alphabet. */
export function movingTags(model: TagModel): readonly string[] {
  return MOVING.filter((tag) => templates(model).includes(tag));
}

/** Patterns of the tags by which people find an image again; a `<sha>` alone has no pattern. */
export function keptPatterns(model: TagModel): readonly string[] {
  const written = templates(model);
  return [
    ...movingTags(model),
    ...(written.includes("<deployment>") ? ["prod-*", "staging-*"] : []),
    ...(written.includes("<version>") ? [model.stripTagPrefix ? "*.*.*" : "v*.*.*"] : []),
  ];
}

/** Git tags that make images: patterns as GitHub matches them, and the form that their names have. */
const GIT_TAGS = {
  release: { patterns: ["v*"], form: RELEASE_TAG.source },
  deployment: { patterns: ["staging-*", "prod-*"], form: DEPLOYMENT_TAG.source },
} as const;

/** The Git tags that start a release or a deployment; none where branches do. */
export function gitTags({ rows }: TagModel): (typeof GIT_TAGS)[keyof typeof GIT_TAGS] | undefined {
  const [row] = rows.flatMap(({ on }) => (on === "release" || on === "deployment" ? [on] : []));
  return row && GIT_TAGS[row];
}

/** Branches and Git tags from which images reach the registry; requests come from the default branch. */
export function sourcesOf(
  model: TagModel,
  defaultBranch: string,
): { readonly branches: readonly string[]; readonly tags: readonly string[] } {
  const branches = model.rows.flatMap((row) => {
    if (row.on === "push") return row.branches;
    return row.on === "request" ? [defaultBranch] : [];
  });
  return { branches, tags: gitTags(model)?.patterns ?? [] };
}

function templates({ rows }: TagModel): readonly string[] {
  return rows.filter(isPushed).flatMap(({ tags }) => tags);
}

function makes(row: TagRow, trigger: Trigger): boolean {
  if (row.on !== "push" || trigger.on !== "push") return row.on === trigger.on;
  return row.branches.some((branch) => globOf(branch).test(trigger.branch));
}

function globOf(branch: string): RegExp {
  const parts = branch.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

function valuesOf(
  { stripTagPrefix }: TagModel,
  trigger: Trigger,
): Readonly<Record<string, string>> {
  const { commit } = trigger;
  const sha = formed(commit, COMMIT, "a commit by its 40 hexadecimal digits").slice(0, SHORT_SHA);
  switch (trigger.on) {
    case "push":
    case "request":
      return { sha };
    case "pullRequest":
      return {
        sha,
        number: formed(String(trigger.number), /^[1-9]\d*$/, "a pull request by its number"),
      };
    case "release": {
      const version = formed(trigger.tag, RELEASE_TAG, "a release by a tag such as v1.2.3");
      return { sha, version: stripTagPrefix ? version.slice(1) : version };
    }
    case "deployment":
      return {
        sha,
        deployment: formed(
          trigger.tag,
          DEPLOYMENT_TAG,
          "a deployment by a tag such as prod-20261120 or prod-20261120.2",
        ),
      };
  }
}

function formed(text: string, form: RegExp, words: string): string {
  if (form.test(text)) return text;
  throw new Error(`name ${words}; got ${text}`);
}

function inWords(trigger: Trigger): string {
  switch (trigger.on) {
    case "push":
      return `a push to ${trigger.branch}`;
    case "pullRequest":
      return "a pull request";
    case "request":
      return "a request";
    case "release":
    case "deployment":
      return `a ${trigger.on} tag`;
  }
}
