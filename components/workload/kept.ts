const KUBERNETES = ["apiVersion", "kind", "metadata", "spec", "data", "stringData", "type"];
const TARGET_GROUP = [
  ...["name", "vpcId", "targetType", "protocol", "port", "healthCheck"],
  ...["deregistrationDelay", "loadBalancingAlgorithmType"],
];
const LISTENER_RULE = ["listenerArn", "priority", "conditions", "actions"];

/**
 * Options of what stays exactly as the state has it: a rollout that served before is declared again only
 * so that it is not deleted, and today's settings are not what it was made of.
 */
export const AS_IT_WAS = {
  ignoreChanges: [...KUBERNETES, "immutable", ...TARGET_GROUP, ...LISTENER_RULE, "tags"],
};
