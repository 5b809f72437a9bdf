import { applicationOf, bad, expected, unknownKey, without, withValues } from "./row";

/** Ten mistakes of different kinds that the file alone shows. */
export const VALUES_AND_PROMISES = bad(
  "prod",
  "wrong values and broken promises",
  {
    settings: withValues("prod", {
      owner: 7,
      toolboxImage: "toolbox:1",
      "network.zones": ["euw1-az1", "euw1-az2"],
      "cluster.version": 1.34,
      "github.owner": "org",
      "applications.appos.backend.replicas": 0,
      "applications.life-os.variables": { apiKey: "x" },
      "applications.lifeos.database.zones": "single",
      "applications.lifeos.notify": "none",
      "applications.salitemihret.host": undefined,
    }),
  },
  [expected("string", "number"), "owner"],
  [expected("string", "number"), "cluster.version"],
  ["name the toolbox image by its digest", "toolboxImage"],
  [unknownKey("owner"), "github"],
  ["use a whole number from 1 to 50; got 0", "applications.appos.backend.replicas"],
  ["name variables in capitals, digits and underscores", "applications.life-os.variables.apiKey"],
  ["use zones of the region that aws.region names", "network.zones"],
  [
    "the production database survives the loss of one zone (multi); got single",
    "applications.lifeos.database.zones",
  ],
  ["every production deployment is announced; got none", "applications.lifeos.notify"],
  ["people reach staging and production under a name; got none", "applications.salitemihret.host"],
);

/** Ten more that show only beside the specs, the secrets and each other. */
export const PLANS = bad(
  "prod",
  "what fits neither its application nor the others",
  {
    settings: withValues("prod", {
      "applications.appos.logLevel": "DEBUG",
      "applications.appos.worker": undefined,
      "applications.appos.active": "0123456789ab",
      "applications.life-os.variables": { DEBUG: "true" },
      "applications.lifeos.host": "os.fcy.sh",
      "applications.lifeos.frontend": { replicas: 2, size: "small" },
      "applications.lifeos.artifacts.5a2234c66603": { images: {}, schemaHead: "0001" },
      "applications.salitemihret.variables": { SMTP_USER: "mailer" },
      "applications.billing": applicationOf("prod", "appos"),
    }),
    config: without("life-os.sentryDsn"),
  },
  ["use INFO or WARNING here; got DEBUG", "applications.appos.logLevel"],
  ["appos has a worker: say how many pods", "applications.appos.worker"],
  ["name one of the artifacts, or none; got 0123456789ab", "applications.appos.active"],
  ["DEBUG must be false here; got true", "applications.life-os.variables.DEBUG"],
  ["lifeos has no frontend to run", "applications.lifeos.frontend"],
  ["lifeos runs lifeos; got none", "applications.lifeos.artifacts.5a2234c66603.images"],
  [
    "SMTP_USER is a secret of salitemihret and cannot be a plain variable",
    "applications.salitemihret.variables.SMTP_USER",
  ],
  [
    "no such application; apps/ describes appos, life-os, lifeos, salitemihret",
    "applications.billing",
  ],
  [
    "host os.fcy.sh belongs to life-os: two applications never share one",
    "applications.lifeos.host",
  ],
  [
    "secret is missing: run pulumi config set --secret platform:life-os.sentryDsn --stack prod",
    "platform:life-os.sentryDsn",
  ],
);
