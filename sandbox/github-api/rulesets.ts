import type { CloudObject } from "../cloud/objects";
import { at, items, text, texts } from "../facts/paths";
import { isProps, type Props, type Value } from "../provider/values";
import { live, TYPE } from "./cloud";
import { notFound, Refused, type Exchange, type Json, type Route } from "./exchange";
import { camel, snake } from "./spelling";

const RULESETS = "/repos/{owner}/{repo}/rulesets";
const RULESET = `${RULESETS}/{ruleset_id}`;

/** Rules for branches, tags and pushes. */
export const rulesets: readonly Route[] = [
  {
    method: "GET",
    path: RULESETS,
    handle: (exchange) => ({ list: all(exchange).map((each) => head(each, exchange)) }),
  },
  {
    method: "POST",
    path: RULESETS,
    handle: (exchange) => {
      const { cloud, path, body } = exchange;
      cloud.get(TYPE.repository, path["repo"] ?? "");
      if (all(exchange).some((each) => live(each)["name"] === body["name"]))
        throw new Refused(422, "Validation Failed [Name must be unique]");
      const taken = cloud.all(TYPE.ruleset).map(({ id }) => Number(id));
      const rulesetId = 1 + Math.max(0, ...taken);
      cloud.put(TYPE.ruleset, String(rulesetId), sent(exchange), { rulesetId });
      return { status: 201, body: whole(cloud.get(TYPE.ruleset, String(rulesetId)), exchange) };
    },
  },
  {
    method: "GET",
    path: RULESET,
    handle: (exchange) => ({ status: 200, body: whole(one(exchange), exchange) }),
  },
  {
    method: "PUT",
    path: RULESET,
    handle: (exchange) => {
      const { id, inputs } = one(exchange);
      exchange.cloud.put(TYPE.ruleset, id, { ...inputs, ...sent(exchange) });
      return { status: 200, body: whole(one(exchange), exchange) };
    },
  },
  {
    method: "DELETE",
    path: RULESET,
    handle: (exchange) => {
      exchange.cloud.remove(TYPE.ruleset, one(exchange).id);
      return { status: 204 };
    },
  },
];

/** Where the provider's word is not GitHub's in other letters, by rule. */
const RULE_NAMES = { requiredCodeScanning: "code_scanning" };
const PARAMETER_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  required_status_checks: { requiredChecks: "required_status_checks" },
  code_scanning: { requiredCodeScanningTools: "code_scanning_tools" },
};
/** What GitHub says of a rule even where nobody did. */
const STANDARD: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  pull_request: {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 0,
    required_review_thread_resolution: false,
    allowed_merge_methods: ["merge", "squash", "rebase"],
  },
  required_status_checks: {
    do_not_enforce_on_create: false,
    required_status_checks: [],
    strict_required_status_checks_policy: false,
  },
};

function all({ cloud, path }: Exchange): readonly CloudObject[] {
  const { id: repository } = cloud.get(TYPE.repository, path["repo"] ?? "");
  return cloud.all(TYPE.ruleset, { repository });
}

function one(exchange: Exchange): CloudObject {
  const found = all(exchange).find(({ id }) => id === exchange.path["ruleset_id"]);
  if (found === undefined) throw notFound();
  return found;
}

function head(object: CloudObject, { cloud }: Exchange) {
  const ruleset = live(object);
  const repository = text(ruleset, "repository");
  const source = `${cloud.owner}/${repository}`;
  return {
    id: Number(object.id),
    node_id: `RRS_${object.id}`,
    name: text(ruleset, "name"),
    target: text(ruleset, "target") || "branch",
    source_type: "Repository",
    source,
    enforcement: text(ruleset, "enforcement"),
    _links: {
      self: { href: `${cloud.url}/repos/${source}/rulesets/${object.id}` },
      html: { href: `https://github.com/${source}/rules/${object.id}` },
    },
    created_at: object.createdAt,
    updated_at: object.createdAt,
  };
}

/** GitHub leaves out who may bypass a ruleset unless the token may change it. */
function whole(object: CloudObject, exchange: Exchange): Json {
  const ruleset = live(object);
  const list = (path: string) => texts(ruleset, `conditions.refName.${path}`);
  const push = text(ruleset, "target") === "push";
  return {
    ...head(object, exchange),
    ...(!push && {
      conditions: { ref_name: { include: list("includes"), exclude: list("excludes") } },
    }),
    rules: rulesOf(at(ruleset, "rules") ?? null),
    ...(exchange.strong && {
      bypass_actors: items(ruleset, "bypassActors").filter(isProps).map(actor),
      current_user_can_bypass: "never",
    }),
  };
}

function actor(declared: Props): Json {
  const type = text(declared, "actorType");
  // There is only one of these, and GitHub gives it a number.
  const id = type === "OrganizationAdmin" ? "1" : text(declared, "actorId");
  return {
    actor_id: id === "" ? null : Number(id),
    actor_type: type,
    bypass_mode: text(declared, "bypassMode") || "always",
  };
}

function rulesOf(rules: Value): readonly Json[] {
  if (!isProps(rules)) return [];
  const { updateAllowsFetchAndMerge = false, ...declared } = rules;
  const update = { update_allows_fetch_and_merge: updateAllowsFetchAndMerge === true };
  return Object.entries(declared).flatMap(([key, value]): Json[] => {
    const [type = ""] = Object.keys(snake({ [key]: null }, RULE_NAMES));
    if (isProps(value)) {
      return [{ type, parameters: { ...STANDARD[type], ...snake(value, PARAMETER_NAMES[type]) } }];
    }
    if (value !== true) return [];
    return [type === "update" ? { type, parameters: update } : { type }];
  });
}

/** A request as the provider would have declared it. */
function sent({ path, body }: Exchange): Props {
  const { rules = [], bypass_actors = [], conditions, name, target, enforcement } = body;
  const list = (key: string) => texts(conditions, `ref_name.${key}`);
  return {
    repository: path["repo"] ?? "",
    ...(name !== undefined && { name }),
    ...(target !== undefined && { target }),
    ...(enforcement !== undefined && { enforcement }),
    ...(isProps(conditions) && {
      conditions: { refName: { includes: list("include"), excludes: list("exclude") } },
    }),
    ...("bypass_actors" in body && {
      bypassActors: listed(bypass_actors).map((each) => camel(withoutNull(each))),
    }),
    ...("rules" in body && { rules: Object.assign({}, ...listed(rules).map(ruleFrom)) as Props }),
  };
}

function ruleFrom(rule: Props): Props {
  const type = text(rule, "type");
  const { parameters = {} } = rule;
  const [key = ""] = Object.keys(camel({ [type]: null }, RULE_NAMES));
  const values = isProps(parameters) ? camel(parameters, PARAMETER_NAMES[type]) : {};
  if (type === "update") return { update: true, ...values };
  return { [key]: Object.keys(values).length === 0 ? true : values };
}

function listed(value: Value): readonly Props[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter(isProps) : [];
}

function withoutNull(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null));
}
