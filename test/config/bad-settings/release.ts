import { at, bad, type BadSetting, expected, oneOf, withValue } from "./row";

const APP = "applications.appos";
const STRATEGIES = oneOf("rolling", "blueGreen", "recreate");
const GAP = "people outside dev notice nothing of a release (rolling or blueGreen); got recreate";
const ROLLOUT = "name a rollout: twelve digits or letters a to f";

/** Bad values of how an application is released. */
export const RELEASE: readonly BadSetting[] = [
  ...at(
    "prod",
    `${APP}.strategy`,
    ["a strategy that nobody knows", "canary", STRATEGIES],
    ["no word on how a release takes over", undefined, STRATEGIES],
    ["a gap in every prod release", "recreate", GAP],
  ),
  ...at("staging", `${APP}.strategy`, ["a gap in every staging release", "recreate", GAP]),
  ...at(
    "prod",
    `${APP}.previousRollout`,
    [
      "a rollout that cannot stay up",
      "kept",
      "only blueGreen has a rollout that could stay up beside the next (removed)",
    ],
    ["a number of rollouts that stay", 2, oneOf("kept", "removed")],
  ),
  ...at(
    "prod",
    `${APP}.afterFailedConfirm`,
    [
      "a prod release that stays broken",
      "leave",
      "a release that fails in production is taken back at once (rollBack); got leave",
    ],
    ["a wish after a failure", "retry", oneOf("rollBack", "leave")],
  ),
  ...at(
    "prod",
    `${APP}.flushCache`,
    ["a flush with quotes", "false", expected("boolean", "string")],
    ["no word on the cache", undefined, expected("boolean", "undefined")],
  ),
  bad(
    "prod",
    "a flush of nobody knows which keys",
    { settings: withValue("prod", "applications.lifeos.flushCache", true) },
    [
      "apps/ does not say which keys of lifeos are a cache (false); got true",
      "applications.lifeos.flushCache",
    ],
  ),
  ...at(
    "prod",
    `${APP}.attempt`,
    ["a hundredth attempt", 100, "use a whole number from 0 to 99; got 100"],
    ["half an attempt", 0.5, "use a whole number from 0 to 99; got 0.5"],
  ),
  ...at(
    "prod",
    "recover",
    ["recovery of everything", "all", ROLLOUT],
    ["recovery of a name", "appos-backend-0123456789ab", ROLLOUT],
  ),
  ...at("staging", "network.nat", [
    "pods that cannot try a release from outside",
    "none",
    "a release is tried through the load balancer: pods need a way out (single or perZone)",
  ]),
];
