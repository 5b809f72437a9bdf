import type { Environment } from "../../config/schema";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

it("APP-04 each environment connects to its own stores", () => {
  for (const stack of STACKS) {
    expect(of(stack).of("StackReference")).toEqual([]);
    expect(url(stack, "DATABASE_URL")).toMatch(DATABASE_URL[stack]);
    expect(url(stack, "REDIS_URL")).toMatch(REDIS_URL[stack]);
  }
});

const MANAGED =
  /^postgresql:\/\/appos_a:[^@]+@appos-postgres-instance\.test:5432\/appos_core\?sslmode=require$/;
const DATABASE_URL = {
  dev: /^postgresql:\/\/appos_a:[^@]+@appos-postgres\.dev\.svc\.cluster\.local:5432\/appos_core$/,
  staging: MANAGED,
  prod: MANAGED,
};
const MANAGED_CACHE =
  /^rediss:\/\/appos_a:[^@]+@appos-redis-group\.test:6379\/0\?ssl_cert_reqs=required$/;
const REDIS_URL = {
  dev: /^redis:\/\/appos-redis\.dev\.svc\.cluster\.local:6379\/0$/,
  staging: MANAGED_CACHE,
  prod: MANAGED_CACHE,
};

function url(stack: Environment, name: string): string {
  const secret = of(stack).find((r) => r.name.startsWith("appos-secrets"));
  return (secret.inputs as { stringData: Record<string, string> }).stringData[name] ?? "";
}
