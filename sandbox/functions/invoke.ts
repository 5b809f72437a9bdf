import type { Scope } from "../facts/fact";
import { Refusal } from "../provider/refusal";
import { plainProps, type Props } from "../provider/values";
import { awsFunctions } from "./aws";
import { githubFunctions } from "./github";

/** Answers a question about the world; its arguments are part of the answer. */
export type WorldFunction = (args: Props, scope: Scope) => Props;

const FUNCTIONS: Readonly<Record<string, WorldFunction>> = { ...awsFunctions, ...githubFunctions };

/** Calls a function by its token; one that nobody wrote says so. */
export function invoke(token: string, args: Props, scope: Scope): Props {
  const answer = FUNCTIONS[token];
  if (answer === undefined)
    throw new Refusal(`the sandbox does not simulate the function ${token}`);
  const open = plainProps(args);
  return { ...open, ...answer(open, scope) };
}
