import { strike, type Fault, type Operation } from "../cloud/faults";
import { journal } from "../cloud/journal";
import type { CloudObject } from "../cloud/objects";
import { seal } from "../cloud/seal";
import { at } from "../facts/paths";
import { InitFailure } from "./refusal";
import { placeOf } from "./rules";
import { settle } from "./settle";
import { refusal, type Target } from "./target";
import { plainProps, type Props } from "./values";

/** What exists after an operation. */
export interface Outcome {
  readonly id: string;
  readonly properties: Props;
}

/** What was just written down, and what is to happen to it. */
export interface Written extends Outcome {
  readonly op: Operation;
  readonly name: string;
  readonly news: Props;
  readonly fault: Fault | undefined;
  /** Why it will not become ready. */
  readonly failure: string | undefined;
  readonly timeoutSeconds: number;
}

/** The fault that strikes; one that refuses ends the operation. */
export function struck(
  target: Target,
  op: Operation,
  inputs: Props,
  name: string,
): Fault | undefined {
  const { session, rules, logicalName } = target;
  const fault = strike(session.sandbox, op, { type: rules.type, names: [logicalName, name] });
  if (fault?.mode !== "refuse") return fault;
  throw refusal(target, `${op.replace(/e$/, "")}ing`, inputs, fault.message);
}

/** What the cloud keeps of these inputs. */
export function keptOf({ rules, scope }: Target, inputs: Props): Props {
  return rules.keeps?.(inputs, scope.sandbox) ?? inputs;
}

/** The form in which an object lies on disk. */
export function stored(
  identity: Omit<CloudObject, "inputs" | "outputs" | "failure" | "deletionDate">,
  inputs: Props,
  outputs: Props,
  failure: string | undefined,
): CloudObject {
  const sealed = { inputs: seal(inputs) as Props, outputs: seal(outputs) as Props };
  return { ...identity, ...sealed, ...(failure !== undefined && { failure }) };
}

/** Waits for what was written; the engine keeps an object that does not become ready, with the reason. */
export async function ready(target: Target, written: Written): Promise<Outcome> {
  const { session, rules, scope, schema } = target;
  const { id, name, properties, fault, timeoutSeconds, news } = written;
  if (fault?.mode === "crash-after-write") process.kill(process.pid, "SIGKILL");
  const live = plainProps(properties);
  const annotations = at(live, "metadata.annotations") as Props | undefined;
  if (annotations?.["pulumi.com/skipAwait"] === "true") return { id, properties };
  if (oldStatusPasses(target, written.op, id, annotations)) return { id, properties };
  const place = placeOf(scope, schema, rules.type, live);
  const pending = () => rules.awaits?.(live, place);
  const obstacle = await settle(session, {
    type: rules.type,
    name,
    timeoutSeconds,
    fault,
    pending,
  });
  const reason = written.failure ?? obstacle;
  if (reason === undefined) {
    journal(session.sandbox, { op: "ready", type: rules.type, name, id });
    return { id, properties };
  }
  journal(session.sandbox, { op: "fail", type: rules.type, name, id });
  const text = `"${name}" exists, but failed to become ready: ${reason}`;
  throw new InitFailure(text, id, properties, news);
}

/** Whether the provider takes the status from before an update for that of after it. */
export function oldStatusPasses(
  target: Target,
  op: Operation,
  id: string,
  annotations: Props | undefined,
): boolean {
  const others = seenBefore(target, id);
  const told = annotations?.["pulumi.com/waitFor"] !== undefined;
  return op === "update" && target.rules.oldStatusPasses === true && others && !told;
}

/** Whether another object of the type was written before by this process, which from now on knows this one. */
function seenBefore({ session, rules }: Target, id: string): boolean {
  const seen = session.written.get(rules.type) ?? new Set();
  const others = [...seen].some((other) => other !== id);
  session.written.set(rules.type, seen.add(id));
  return others;
}
