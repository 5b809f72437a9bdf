import { at, type BadSetting, expected, NAME, TWICE, unknownKey, oneOf } from "./row";

const HOOKS = "github.repositories.webhooks";
const hook = (change: object = {}) => ({
  repository: "appos",
  url: "https://hooks.example-org.test/appos",
  events: ["push"],
  ...change,
});
const HTTPS = "name an address that begins with https://";

/** Bad values of who else is told what happens in repositories. */
export const WEBHOOKS: readonly BadSetting[] = at(
  "prod",
  HOOKS,
  ["no word on webhooks", undefined, expected("array", "undefined")],
  ["a webhook of nobody's repository", [hook({ repository: "A" })], NAME, `${HOOKS}.0.repository`],
  ["a webhook in the clear", [hook({ url: "http://x.test" })], HTTPS, `${HOOKS}.0.url`],
  ["a webhook without an address", [hook({ url: "hooks" })], HTTPS, `${HOOKS}.0.url`],
  [
    "a webhook that is never called",
    [hook({ events: [] })],
    "name at least one event, or leave the webhook out",
    `${HOOKS}.0.events`,
  ],
  [
    "a webhook that is called twice",
    [hook({ events: ["push", "push"] })],
    TWICE,
    `${HOOKS}.0.events`,
  ],
  [
    "a webhook of everything",
    [hook({ events: ["*"] })],
    oneOf("deployment_status", "pull_request", "push", "release", "workflow_run"),
    `${HOOKS}.0.events.0`,
  ],
  [
    "a webhook of a repository that is not declared",
    [hook({ repository: "elsewhere" })],
    "name one of the repositories appos, life-os, lifeos, platform, salitemihret; got elsewhere",
    `${HOOKS}.0.repository`,
  ],
  [
    "two webhooks of one host",
    [hook(), hook({ url: "https://hooks.example-org.test/other" })],
    "one webhook per host and repository; got hooks.example-org.test",
    `${HOOKS}.1.url`,
  ],
  ["a webhook's secret", [hook({ secret: "x" })], unknownKey("secret"), `${HOOKS}.0`],
);
