import type { Application } from "../config/application";
import type { Environment } from "../config/schema";

/** What one application is, wherever it runs: pure data and pure functions of the settings. */
export interface AppSpec {
  readonly name: string;
  /** GitHub repository that builds the images. */
  readonly repository: string;
  /** Registry repository of the one image that every process runs. */
  readonly image: string;
  readonly environments: Readonly<Record<Environment, AppEnvironment>>;
  readonly database: DatabaseFacts;
  readonly web: Web;
  readonly worker: Command;
  readonly scheduler: Command;
  /** Runs once before the processes of a release, never inside one of them. */
  readonly migrate: readonly string[];
  /** Runs first in every pod; what it writes to `generatedPath` is shared with the main container. */
  readonly generate: { readonly command: readonly string[]; readonly path: string };
  readonly configFile: (facts: AppEnvironment, app: Application) => ConfigFile;
}

/** What an environment is to one application. */
export interface AppEnvironment {
  readonly namespace: string;
  /** Set in every container, so that the application knows where it runs. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logLevels: readonly Application["logLevel"][];
  /** Logical database of the cache, 0-15. */
  readonly cacheIndex: number;
  readonly concurrency: Concurrency;
  readonly github?: GithubFacts;
}

/** Worker processes of one pod: a fixed number, or grown and shrunk between two. */
export type Concurrency = number | { readonly min: number; readonly max: number };

export interface DatabaseFacts {
  readonly name: string;
  /** Role that owns every object and never logs in. */
  readonly owner: string;
}

export interface Web {
  readonly port: number;
  /** Proves that every dependency is healthy; never used for liveness. */
  readonly readinessPath: string;
}

/** The command line of a process, which may depend on the environment. */
export type Command = (facts: AppEnvironment, app: Application) => readonly string[];

export interface ConfigFile {
  readonly name: string;
  /** Directory that the file is mounted into. */
  readonly directory: string;
  readonly text: string;
}

/** The GitHub environment of an application and the one ref that may deploy to it. */
export interface GithubFacts {
  readonly environment: string;
  readonly branch: string;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** Where the value of a GitHub secret comes from: exactly one place. */
export type SecretSource = "databaseUrl" | "slackWebhook";
