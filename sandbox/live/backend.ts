import { journal } from "../cloud/journal";
import { at, text } from "../facts/paths";
import type { Backend } from "../provider/backend";
import type { Creation } from "../provider/create";
import { guarded, identify, merge, planned } from "../provider/outputs";
import { declared } from "../provider/read";
import { InitFailure } from "../provider/refusal";
import { physicalName, refusal, type Target } from "../provider/target";
import type { Revision } from "../provider/update";
import { plainProps, type Props } from "../provider/values";
import { oldStatusPasses, type Outcome } from "../provider/written";
import type { Answer, Api, Request } from "./api";
import { adopt, apply, CREATOR } from "./managers";
import { identified, outputsOf, reasonOf, succeeded } from "./object";
import { progressOf } from "./readiness";
import { gone, settled } from "./wait";
import { warned } from "./warnings";

/** Does on a real API server what the provider does there. */
export function live(api: Api): Backend {
  return { create, update, read, destroy, failed };

  async function create(target: Target, { news, preview, timeoutSeconds }: Creation) {
    const { rules, scope } = target;
    if (preview) return { id: "", properties: guarded(rules, planned(rules, news)) };
    const inputs = guarded(rules, rules.normalize?.(news) ?? news);
    const object = plainProps(inputs);
    const answer =
      rules.upsert === true
        ? await send(target, apply(target, object))
        : await send(target, {
            verb: "create",
            object,
            query: { fieldManager: CREATOR },
            body: object,
          });
    if (!succeeded(answer)) throw refusal(target, "creating", inputs, reasonOf(answer));
    const id = identify(rules, scope, object);
    return ready(target, { op: "create", id, inputs: news, timeoutSeconds, object: answer.body });
  }

  async function update(target: Target, revision: Revision): Promise<Outcome> {
    const { rules } = target;
    const { id, olds, news, preview, timeoutSeconds } = revision;
    const inputs = guarded(rules, rules.normalize?.(news) ?? news);
    if (preview) return { id, properties: guarded(rules, merge(olds, inputs)) };
    const object = plainProps(inputs);
    const found = await send(target, { verb: "read", object });
    if (!succeeded(found)) throw refusal(target, "updating", inputs, reasonOf(found));
    const request = apply(target, object);
    await adopt(api, found.body, request);
    const answer = await send(target, request);
    if (!succeeded(answer)) throw refusal(target, "updating", inputs, reasonOf(answer));
    return ready(target, { op: "update", id, inputs: news, timeoutSeconds, object: answer.body });
  }

  async function read(target: Target, id: string, state: Props, inputs: Props) {
    const known = merge(state, inputs);
    const answer = await send(target, { verb: "read", object: identified(known, id) });
    if (answer.status === 404) return undefined;
    if (!succeeded(answer)) throw refusal(target, "reading", known, reasonOf(answer));
    const properties = outputsOf(target, answer.body, inputs);
    const found =
      Object.keys(inputs).length === 0 ? properties : declared(target.rules, inputs, properties);
    const progress = progressOf(answer.body);
    if (progress.state === "ready") return { id, properties, inputs: found };
    const name = text(answer.body, "metadata.name");
    throw new InitFailure(`"${name}" is not ready: ${progress.reason}`, id, properties, found);
  }

  async function destroy(target: Target, id: string, state: Props): Promise<void> {
    const object = identified(plainProps(state), id);
    const query = { propagationPolicy: "Background" };
    const answer = await send(target, { verb: "delete", object, query });
    if (answer.status === 404) return;
    if (!succeeded(answer)) throw refusal(target, "deleting", state, reasonOf(answer));
    await gone({ api, object, ...patience(target) });
    journal(target.session.sandbox, {
      op: "delete",
      type: target.rules.type,
      name: text(object, "metadata.name"),
      id,
    });
  }

  async function failed(_target: Target, id: string, news: Props): Promise<boolean> {
    const answer = await api.send({ verb: "read", object: identified(plainProps(news), id) });
    return succeeded(answer) && progressOf(answer.body).state === "failed";
  }

  async function send(target: Target, request: Request): Promise<Answer> {
    const answer = await api.send(request);
    for (const warning of answer.warnings)
      warned(target, text(request.object, "metadata.name"), warning);
    return answer;
  }

  async function ready(target: Target, written: Written): Promise<Outcome> {
    const { session, rules } = target;
    const { op, id, inputs, timeoutSeconds } = written;
    const { type } = rules;
    const name = physicalName(rules, inputs, target.logicalName);
    journal(session.sandbox, { op, type, name, id });
    const annotations = at(written.object, "metadata.annotations") as Props | undefined;
    const unseen =
      annotations?.["pulumi.com/skipAwait"] === "true" ||
      oldStatusPasses(target, op, id, annotations);
    const { object, failure } = unseen
      ? { object: written.object, failure: undefined }
      : await settled({ api, object: written.object, timeoutSeconds, ...patience(target) });
    const properties = outputsOf(target, object, inputs);
    journal(session.sandbox, { op: failure === undefined ? "ready" : "fail", type, name, id });
    if (failure === undefined) return { id, properties };
    const text = `"${name}" exists, but failed to become ready: ${failure}`;
    throw new InitFailure(text, id, properties, inputs);
  }
}

interface Written {
  readonly op: "create" | "update";
  readonly id: string;
  readonly inputs: Props;
  readonly timeoutSeconds: number;
  readonly object: Props;
}

/** Whoever runs this may say that nobody waits longer than so many seconds. */
function patience({ session }: Target) {
  const most = Number(session.environment["SANDBOX_PATIENCE"] ?? Number.POSITIVE_INFINITY);
  return { mostSeconds: most, signal: session.cancellation.signal };
}
