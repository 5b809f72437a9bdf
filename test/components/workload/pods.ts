import { ROLLOUT } from "./sample";

/** Component, kind and name of everything that runs in a whole release. */
export const PODS = [
  ["backend", "Deployment", `shop-backend-${ROLLOUT}`],
  ["frontend", "Deployment", `shop-frontend-${ROLLOUT}`],
  ["check", "Job", `shop-check-${ROLLOUT}`],
  ["migrate", "Job", `shop-migrate-${ROLLOUT}`],
  ["check", "Job", `shop-recheck-${ROLLOUT}`],
  ["preflight", "Job", `shop-preflight-${ROLLOUT}`],
  ["scheduler", "StatefulSet", "shop-scheduler"],
  ["smoke", "Job", `shop-smoke-backend-${ROLLOUT}`],
  ["smoke", "Job", `shop-smoke-frontend-${ROLLOUT}`],
  ["verify", "Job", `shop-verify-backend-${ROLLOUT}`],
  ["verify", "Job", "shop-confirm"],
  ["worker", "Deployment", `shop-worker-${ROLLOUT}`],
] as const;
