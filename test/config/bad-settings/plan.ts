import { applicationOf, at, type BadSetting } from "./row";

const PODS = { replicas: 1, size: "small" };
const digest = (n: number) => `sha256:${String(n).padStart(64, "0")}`;

/** Settings that do not fit the application that they are said of: `stack/own-checks.ts`. */
export const PLAN: readonly BadSetting[] = [
  ...at("prod", "applications.billing", [
    "an application without a spec",
    applicationOf("prod", "appos"),
    "no such application; apps/ describes appos, life-os, lifeos, salitemihret",
  ]),
  ...at("prod", "applications.appos.logLevel", [
    "APP-07 DEBUG in prod",
    "DEBUG",
    "use INFO or WARNING here; got DEBUG",
  ]),
  ...at("staging", "applications.appos.logLevel", [
    "warnings alone in staging",
    "WARNING",
    "use INFO here; got WARNING",
  ]),
  ...at("dev", "applications.appos.logLevel", [
    "no debugging in dev",
    "INFO",
    "use DEBUG here; got INFO",
  ]),
  ...at("prod", "applications.appos.worker", [
    "a worker without pods",
    undefined,
    "appos has a worker: say how many pods",
  ]),
  ...at("prod", "applications.appos.worker.maxReplicas", [
    "a worker that two would scale",
    10,
    "its command scales by itself (--autoscale): leave it out; got 10",
  ]),
  ...at("dev", "applications.life-os.frontend", [
    "pages without pods",
    undefined,
    "life-os has a frontend: say how many pods",
  ]),
  ...at("dev", "applications.life-os.worker", [
    "pods of no worker",
    PODS,
    "life-os has no worker to run",
  ]),
  ...at("dev", "applications.appos.frontend", [
    "pods of no front-end",
    PODS,
    "appos has no frontend to run",
  ]),
  ...at("dev", "applications.salitemihret.frontend", [
    "pods of static pages",
    PODS,
    "salitemihret has no frontend to run",
  ]),
  ...at("prod", "applications.appos.artifacts.e57209b12c69", [
    "an artifact that is not what its name says",
    { images: { appos: digest(1) }, schemaHead: "0002" },
    "an artifact is named by its content; this one is 6c11045fbbbc",
  ]),
  ...at("dev", "applications.appos.artifacts.e57209b12c69", [
    "a tag under the name of a digest",
    { images: { appos: "v1.2.3" }, schemaHead: "0001" },
    "an artifact is named by its content; this one is 7f5c27b04687",
  ]),
  ...at("prod", "applications.life-os.artifacts.ab2fb90e5d27", [
    "an artifact without its front-end",
    { images: { "life-os-api": digest(2) }, schemaHead: "0001" },
    "life-os runs life-os-api, life-os-frontend; got life-os-api",
    "applications.life-os.artifacts.ab2fb90e5d27.images",
  ]),
  ...at("prod", "applications.lifeos.artifacts.5a2234c66603", [
    "an artifact without images",
    { images: {}, schemaHead: "0001" },
    "lifeos runs lifeos; got none",
    "applications.lifeos.artifacts.5a2234c66603.images",
  ]),
  ...at(
    "prod",
    "applications.appos.active",
    [
      "an artifact that is not listed",
      "0123456789ab",
      "name one of the artifacts, or none; got 0123456789ab",
    ],
    [
      "an artifact by a word of the language",
      "constructor",
      "name one of the artifacts, or none; got constructor",
    ],
  ),
  ...at("prod", "applications.constructor", [
    "an application by a word of the language",
    applicationOf("prod", "appos"),
    "no such application; apps/ describes appos, life-os, lifeos, salitemihret",
  ]),
  ...at("prod", "applications.salitemihret.variables", [
    "a secret as a plain variable",
    { SMTP_USER: "mailer" },
    "SMTP_USER is a secret of salitemihret and cannot be a plain variable",
    "applications.salitemihret.variables.SMTP_USER",
  ]),
  ...(
    [
      ["appos", "APPOS_ENV", "dev", "prod"],
      ["life-os", "ENVIRONMENT", "staging", "production"],
      ["life-os", "DEBUG", "true", "false"],
      ["life-os", "REQUIRE_AUTH", "false", "true"],
      ["lifeos", "APP_ENV", "staging", "production"],
      ["lifeos", "RATELIMIT_ENABLED", "false", "true"],
      ["salitemihret", "SCHEDULER_ENABLED", "true", "false"],
    ] as const
  ).flatMap(([app, name, value, right]) =>
    at("prod", `applications.${app}.variables`, [
      `${name}=${value} for ${app} in prod`,
      { [name]: value },
      `${name} must be ${right} here; got ${value}`,
      `applications.${app}.variables.${name}`,
    ]),
  ),
];
