import type { CloudObject } from "../cloud/objects";
import { text } from "../facts/paths";
import { live, TYPE } from "./cloud";
import { environmentOf, within } from "./environments";
import { notFound, type Exchange, type Json, type Route } from "./exchange";

const POLICIES = "/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies";
const POLICY = `${POLICIES}/{branch_policy_id}`;

/** Which branches and tags may deploy to an environment. */
export const policies: readonly Route[] = [
  {
    method: "GET",
    path: POLICIES,
    handle: (exchange) => ({ key: "branch_policies", list: all(exchange).map(shown) }),
  },
  {
    method: "POST",
    path: POLICIES,
    handle: (exchange) => {
      const { cloud, path, body } = exchange;
      const policyId = 1 + Math.max(0, ...all(exchange).map(numberOf));
      const id = `${environmentOf(exchange)}:${policyId}`;
      const property = body["type"] === "tag" ? "tagPattern" : "branchPattern";
      const inputs = { ...within(path), [property]: text(body, "name") };
      cloud.put(TYPE.policy, id, inputs, { policyId });
      return { status: 200, body: shown(cloud.get(TYPE.policy, id)) };
    },
  },
  {
    method: "GET",
    path: POLICY,
    handle: (exchange) => ({ status: 200, body: shown(one(exchange)) }),
  },
  {
    method: "PUT",
    path: POLICY,
    handle: (exchange) => {
      const { id, inputs } = one(exchange);
      const property = "tagPattern" in inputs ? "tagPattern" : "branchPattern";
      const changed = { ...inputs, [property]: text(exchange.body, "name") };
      exchange.cloud.put(TYPE.policy, id, changed);
      return { status: 200, body: shown(one(exchange)) };
    },
  },
  {
    method: "DELETE",
    path: POLICY,
    handle: (exchange) => {
      exchange.cloud.remove(TYPE.policy, one(exchange).id);
      return { status: 204 };
    },
  },
];

function all(exchange: Exchange): readonly CloudObject[] {
  environmentOf(exchange);
  return exchange.cloud.all(TYPE.policy, within(exchange.path));
}

function one(exchange: Exchange): CloudObject {
  const number = Number(exchange.path["branch_policy_id"]);
  const found = all(exchange).find((policy) => numberOf(policy) === number);
  if (found === undefined) throw notFound();
  return found;
}

function numberOf(policy: CloudObject): number {
  return Number(live(policy)["policyId"]);
}

function shown(policy: CloudObject): Json {
  const tag = text(live(policy), "tagPattern");
  return {
    id: numberOf(policy),
    node_id: `GBP_${numberOf(policy)}`,
    name: tag || text(live(policy), "branchPattern"),
    type: tag === "" ? "branch" : "tag",
  };
}
