import { journal } from "../cloud/journal";
import { find, list, type CloudObject } from "../cloud/objects";
import type { Parent, Scope } from "../facts/fact";
import { text, texts } from "../facts/paths";
import { fill, placeholders } from "../facts/templates";
import type { PackageSchema } from "../schema/model";
import { brokenLimits } from "./check";
import { Refusal } from "./refusal";
import { placeOf, rulesOf, type Rules } from "./rules";
import { scopeOf, type Session } from "./session";
import { plainProps, type Props } from "./values";

/** The resource that a request is about. */
export interface Target {
  readonly session: Session;
  readonly schema: PackageSchema;
  readonly scope: Scope;
  readonly rules: Rules;
  readonly logicalName: string;
}

/** Reads type and name out of a URN: `urn:pulumi:stack::project::parent$type::name`. */
export async function targetOf(session: Session, urn: string): Promise<Target> {
  const [, , types = "", ...name] = urn.split("::");
  const schema = await session.schema();
  const scope = scopeOf(session);
  const rules = rulesOf(schema, types.slice(types.lastIndexOf("$") + 1), scope.config);
  return { session, schema, scope, rules, logicalName: name.join("::") };
}

/** Refuses what the API behind the provider refuses: its limits, and parents that do not exist. */
export function admit(target: Target, verb: "creating" | "updating", inputs: Props): void {
  const refused = target.scope.refuses?.();
  if (refused !== undefined) throw refusal(target, verb, inputs, refused);
  const [broken] = brokenLimits(target.rules, inputs, true);
  if (broken !== undefined) throw refusal(target, verb, inputs, broken.reason);
  const open = plainProps(inputs);
  const forbidden = target.rules.forbids?.(
    open,
    placeOf(target.scope, target.schema, target.rules.type, open),
    verb === "creating",
  );
  if (forbidden !== undefined) throw refusal(target, verb, inputs, forbidden);
  for (const parent of target.rules.parents ?? []) {
    const missing = idsOf(parent, open).find((id) => !exists(target, parent, id, open));
    if (missing !== undefined)
      throw refusal(target, verb, inputs, parent.text.replace("{}", shortened(parent, missing)));
  }
}

/** An error in the words of the real API, and a line in the log. */
export function refusal(target: Target, verb: string, inputs: Props, reason: string): Refusal {
  const { rules, schema, logicalName, scope } = target;
  const name = physicalName(rules, inputs, logicalName);
  journal(scope.sandbox, { op: "fail", type: rules.type, name, id: "" });
  if (schema.package === "kubernetes") {
    return new Refusal(
      verb === "creating"
        ? `resource "${logicalName}" was not successfully created by the Kubernetes API server: ${reason}`
        : `${verb} "${name}": ${reason}`,
    );
  }
  if (schema.package === "github") {
    const repository = text(inputs, "repository");
    const path = repository === "" ? `orgs/${scope.owner}` : `repos/${scope.owner}/${repository}`;
    return new Refusal(`${verb} ${name}: https://api.github.com/${path}: ${reason}`);
  }
  const [, module = "", kind = ""] = /^\w+:([^/]+)\/\w+:(\w+)$/.exec(rules.type) ?? [];
  return new Refusal(`${verb} ${module.toUpperCase()} ${kind} (${name}): api error ${reason}`);
}

/** The name an object has in the cloud. */
export function physicalName(rules: Rules, inputs: Props, otherwise: string): string {
  return (
    (rules.nameProperty === undefined ? "" : text(plainProps(inputs), rules.nameProperty)) ||
    otherwise
  );
}

/** The object with this id, or, as an import may say, with this name. */
export function lookUp(target: Target, id: string, props: Props): CloudObject | undefined {
  return lookUpType(target, target.rules.type, id, props);
}

function lookUpType(
  { scope, schema }: Target,
  type: string,
  id: string,
  props: Props,
): CloudObject | undefined {
  const place = placeOf(scope, schema, type, props);
  const object =
    find(place, type, id) ?? list(place, type).find(({ object: { name } }) => name === id)?.object;
  return object?.deletionDate === undefined ? object : undefined;
}

function idsOf(parent: Parent, inputs: Props): readonly string[] {
  return placeholders(parent.id)
    .reduce<readonly string[]>(
      (ids, path) =>
        ids.flatMap((id) =>
          texts(inputs, path)
            .filter(Boolean)
            .map((value) => id.replace(`{${path}}`, value)),
        ),
      [parent.id],
    )
    .filter((id) => parent.skip?.test(id) !== true);
}

/** An ARN says itself in which region and account to look. */
function exists(target: Target, parent: Parent, id: string, inputs: Props): boolean {
  const [arn, , , region = "", account = ""] = id.split(":");
  if (arn !== "arn") return lookUpType(target, parent.type, id, inputs) !== undefined;
  const scope = account === "" ? target.scope : { ...target.scope, owner: account };
  const props = region === "" ? inputs : { region };
  return lookUpType({ ...target, scope }, parent.type, shortened(parent, id), props) !== undefined;
}

function shortened({ tail }: Parent, id: string): string {
  return tail === true && id.startsWith("arn:") ? id.replace(/.*[/:]/, "") : id;
}

/** Fills a template of the facts with an object's properties. */
export function filled(template: string, inputs: Props, name: string): string {
  return fill(template, { name, ...plainProps(inputs) });
}
