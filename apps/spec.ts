import type { Application } from "../config/application";
import type { GithubEnvironment } from "../config/github";
import type { Environment } from "../config/schema";
import type { RepositoryFacts } from "./repository";
import type { CacheFacts, DatabaseFacts, DumpFacts } from "./stores";
import type { TagModel } from "./tags";
import type { Frontend, Web } from "./web";

/**
 * What one application is, wherever it runs: pure data, and pure functions of where it runs.
 *
 * An application has one backend, which answers the health checks, and whatever else it names here;
 * what is absent does not exist. A scheduler has no replica count and a worker no port, because
 * there is nowhere to write one.
 */
export interface AppSpec {
  readonly name: string;
  /** The GitHub repository that builds the images. */
  readonly repository: RepositoryFacts;
  readonly registry: RegistryFacts;
  /** How its images are tagged; all images of one commit alike. */
  readonly tags: TagModel;
  readonly environments: Readonly<Record<Environment, AppEnvironment>>;
  readonly database: DatabaseFacts;
  readonly cache: CacheFacts;
  readonly backend: Web;
  readonly frontend?: Frontend;
  readonly worker?: Background;
  readonly scheduler?: Background;
  /** Fails where the image does not know the schema that it finds, from the backend's image. */
  readonly check: readonly string[];
  /** Runs once before the processes of a release, from the backend's image, never inside one of them. */
  readonly migrate: readonly string[];
  /** What a person types to take the schema back to a revision; absent: only a restore does. */
  readonly downgrade?: (revision: string) => string;
  /** What proves that a restored database carries the application, from the backend's image. */
  readonly rehearsal?: readonly Check[];
  /** How the database is dumped before that, where it is. */
  readonly dump: DumpFacts;
  /** Fills an empty, migrated database with test data, from the backend's image; absent: nothing does. */
  readonly testData?: readonly string[];
  /** Runs first in every pod of the backend's image; what it writes to `path` is shared with the process. */
  readonly generate?: { readonly command: readonly string[]; readonly path: string };
  /** Plain variables of every container; the environment's settings may add to them. */
  readonly variables: (where: Where) => Readonly<Record<string, string>>;
  /** Values that variables must have here, whatever the settings add. */
  readonly guards: (where: Where) => Readonly<Record<string, string>>;
  readonly configFile?: (where: Where) => MountedText;
  /** Secret variables of every container, each with its one source. */
  readonly secrets: (where: Where) => Readonly<Record<string, SecretSource>>;
  /** Values that development uses in the open; no secret outside dev may have one. */
  readonly developmentValues: readonly string[];
  /** Secrets that the application reads from a file, by absolute path. */
  readonly secretFiles?: (where: Where) => Readonly<Record<string, SecretSource>>;
  readonly email?: EmailFacts;
  /** What people upload; absent where they upload nothing. */
  readonly uploads?: UploadFacts;
  /** TCP ports of the internet that its processes (not its front-end) connect to: other people's APIs. */
  readonly internetPorts: readonly number[];
}

/** What an environment is to one application, whatever the settings say. */
export interface AppEnvironment {
  readonly namespace: string;
  /** What the application calls this environment. */
  readonly label: string;
  /** Name of the Service in front of the backend. */
  readonly serviceName: string;
  readonly logLevels: readonly Application["logLevel"][];
  readonly github: readonly GithubFacts[];
}

/** Where an application runs and what was decided there: the argument of its pure functions. */
export interface Where {
  readonly environment: Environment;
  readonly facts: AppEnvironment;
  readonly settings: Application;
  /** Host of the mail server, for applications that send mail. */
  readonly mailHost: string;
  /** Where uploads go; absent where the application keeps them on its own disk. */
  readonly bucket?: Readonly<Record<keyof BucketVariables, string>>;
}

/** `ecr`: repositories that the owner stack declares. `ghcr`: a registry that exists, with a pull secret. */
export type RegistryFacts =
  | { readonly kind: "ecr" }
  | { readonly kind: "ghcr"; readonly base: string; readonly user: string };

/** A process that nobody connects to. */
export interface Background {
  readonly command: (where: Where) => readonly string[];
  /** Variables of this process alone, over those of the application. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A command that proves something by ending well. */
export interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

export interface MountedText {
  readonly name: string;
  /** Directory that the file is mounted into. */
  readonly directory: string;
  readonly text: string;
}

export type EmailFacts = Readonly<Record<Environment, "mailhog" | "sesSandbox" | "ses">>;

/** `bucket`: S3, which the pods enter by their own identity. `disk`: paths on a volume that pods share. */
export type UploadFacts =
  | { readonly kind: "bucket"; readonly variables: BucketVariables }
  | { readonly kind: "disk"; readonly paths: readonly string[] };

/** Variables under which an application reads where its bucket is. */
export interface BucketVariables {
  readonly bucket: string;
  /** Host of the S3 API. */
  readonly endpoint: string;
  readonly region: string;
}

/** The one place that a secret comes from. */
export type SecretSource =
  | { readonly from: "database" }
  | { readonly from: "cache" }
  /** Made by the program, different in every environment, renewed by the rotation dates. */
  | { readonly from: "generated" }
  /** Login to the mail server, renewed likewise. */
  | { readonly from: "email"; readonly part: "user" | "password" }
  | ConfiguredSecret;

/** `pulumi config set --secret platform:<application>.<key>`. */
export interface ConfiguredSecret {
  readonly from: "config";
  readonly key: string;
}

/** One GitHub environment of an application and the refs that may deploy to it. */
export interface GithubFacts {
  readonly environment: GithubEnvironment;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** The AWS role that its jobs take: to look, to change, or to push images; absent: none. */
  readonly role?: "plan" | "apply" | "push";
  /** Whether the reviewers of the settings must approve. */
  readonly reviewed: boolean;
  /** GitHub secret names with the variable of the application, or the setting, they repeat. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  /** Names of the application's plain variables that it repeats. */
  readonly variables: readonly string[];
}

/** Every image that an application builds, each in a registry repository of its own. */
export function imagesOf({ backend, frontend }: AppSpec): readonly string[] {
  return [backend.image, ...(frontend === undefined ? [] : [frontend.image])];
}
