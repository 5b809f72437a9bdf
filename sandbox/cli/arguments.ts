/** What the sandbox needs to know about a command line; the line itself stays as it is. */
export interface CommandLine {
  readonly rule: Rule;
  readonly stack: string | undefined;
  readonly cwd: string | undefined;
  readonly configFile: string | undefined;
}

/** What a command needs beyond the environment. */
export interface Rule {
  /** It reads the stack's settings, so it gets the generated ones. */
  readonly config?: true;
  /** Flags that make it right for the sandbox. */
  readonly adds?: readonly string[];
  /** Which of its words names the stack. */
  readonly stackWord?: number;
  /** It rewrites a committed file, and this is what to do instead. */
  readonly instead?: string;
}

const CONFIGURED: Rule = { config: true };
/** Delete hooks live in the program. */
const DESTROY: Rule = { config: true, adds: ["--run-program"] };
/** Code generation asks the provider for a schema, and a simulated one has none. */
const IMPORT: Rule = { config: true, adds: ["--generate-code=false"] };
const REMOVE: Rule = { stackWord: 2, adds: ["--preserve-config"] };
/** To decrypt, it would first write a salt into the committed stack file. */
const HISTORY: Rule = { adds: ["--show-secrets=false"] };
const CREATE: Rule = { instead: "the sandbox creates a stack when it is first named by --stack" };
const REWRITE: Rule = { instead: "the sandbox never rewrites a committed stack file" };

const RULES: Readonly<Record<string, Rule>> = {
  preview: CONFIGURED,
  pre: CONFIGURED,
  up: CONFIGURED,
  update: CONFIGURED,
  refresh: CONFIGURED,
  import: IMPORT,
  watch: CONFIGURED,
  logs: CONFIGURED,
  config: CONFIGURED,
  destroy: DESTROY,
  down: DESTROY,
  dn: DESTROY,
  cancel: { stackWord: 1 },
  "stack select": { stackWord: 2 },
  "stack remove": REMOVE,
  "stack rm": REMOVE,
  "stack delete": REMOVE,
  "stack history": HISTORY,
  "stack hist": HISTORY,
  "stack new": CREATE,
  "stack init": CREATE,
  "stack create": CREATE,
  "stack setup": CREATE,
  "stack rename": REWRITE,
  "stack migrate": REWRITE,
  "stack change-secrets-provider": REWRITE,
};

/** Flags that take a value, so that the value is not mistaken for the command. */
const VALUE_FLAGS: Readonly<Record<string, "stack" | "cwd" | "configFile" | "other">> = {
  "--stack": "stack",
  "-s": "stack",
  "--cwd": "cwd",
  "-C": "cwd",
  "--config-file": "configFile",
  "--color": "other",
  "--verbose": "other",
  "-v": "other",
  "--tracing": "other",
  "--profiling": "other",
  "--memprofilerate": "other",
  "--otel-traces": "other",
};

/** Reads flags the way the engine does: `--flag value`, `--flag=value`, `-f value`, `-fvalue`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const words: string[] = [];
  const found = new Map<string, string | undefined>();
  const rest = args.slice(0, endOfFlags(args)).values();
  for (const arg of rest) {
    const [, flag, value] = /^(--[^=]+|-[^-])=?(.*)$/s.exec(arg) ?? [];
    if (flag === undefined) words.push(arg);
    const meaning = VALUE_FLAGS[flag ?? ""];
    if (meaning !== undefined) found.set(meaning, value === "" ? rest.next().value : value);
  }
  const [first = "", second = ""] = words;
  const rule = RULES[`${first} ${second}`] ?? RULES[first] ?? {};
  const word = rule.stackWord === undefined ? undefined : words[rule.stackWord];
  return {
    rule,
    stack: (found.get("stack") ?? word)?.split("/").at(-1),
    cwd: found.get("cwd"),
    configFile: found.get("configFile"),
  };
}

/** Adds flags where the engine lets them win over earlier ones. */
export function withFlags(args: readonly string[], flags: readonly string[]): string[] {
  return args.toSpliced(endOfFlags(args), 0, ...flags);
}

function endOfFlags(args: readonly string[]): number {
  const end = args.indexOf("--");
  return end === -1 ? args.length : end;
}
