import type { Answer, Api, Parameters } from "../../../audit/github/api";
import type { Run } from "../../../audit/pulumi";

/** GitHub as a table from filled routes to bodies; a number is a refusal, what is missing is not found. */
export function apiOf(table: Readonly<Record<string, unknown>>): Api {
  const ask = <Body>(route: string, parameters: Parameters): Answer<Body> => {
    const path = route.replace(/^GET |\{(\w+)\}/g, (_match, name?: string) =>
      name === undefined ? "" : String(parameters[name]),
    );
    const body = table[path] ?? 404;
    return typeof body === "number"
      ? { shown: false, status: body }
      : { shown: true, body: body as Body };
  };
  return {
    get: (route, parameters) => Promise.resolve(ask(route, parameters)),
    list: (route, parameters) => Promise.resolve(ask(route, parameters)),
  };
}

/** A resource of a state: the last word of its type, inputs, outputs. */
export type Row = readonly [word: string, inputs: object, outputs?: object];

/** What `pulumi stack export` prints for these resources. */
export function stateOf(...rows: readonly Row[]): object {
  return {
    deployment: {
      resources: rows.map(([word, inputs, outputs = {}]) => ({
        type: `github:index/${word.charAt(0).toLowerCase()}${word.slice(1)}:${word}`,
        inputs,
        outputs,
      })),
    },
  };
}

/** A `pulumi` that knows these states and no other. */
export function engineOf(states: Readonly<Record<string, object>>) {
  return (args: readonly string[]): Promise<Run> => {
    const [, verb, , stack = ""] = args;
    const names = Object.keys(states).map((name) => ({ name }));
    const told = verb === "ls" ? names : states[stack];
    return Promise.resolve(
      told === undefined
        ? { code: 6, stdout: "", stderr: `no stack ${stack}\u001b[0m\n` }
        : { code: 0, stdout: JSON.stringify(told), stderr: "" },
    );
  };
}
