import { allSecrets } from "../../support/environment";
import { bad, type BadSetting, withValue, without } from "./row";

const setSecret = (key: string, stack = "prod") =>
  `pulumi config set --secret platform:${key} --stack ${stack}`;

/** Secrets that are missing, or that everybody knows: `config/secrets.ts`. */
export const SECRETS: readonly BadSetting[] = [
  ...[
    "appos.slackWebhook",
    "life-os.openaiApiKey",
    "lifeos.registryPassword",
    "salitemihret.license",
  ].flatMap((key) => [
    bad("prod", `no secret ${key}`, { config: without(key) }, [
      `secret is missing: run ${setSecret(key)}`,
      `platform:${key}`,
    ]),
    bad(
      "prod",
      `a development value as ${key}`,
      {
        config: {
          ...allSecrets,
          isOneOf: (asked, values) => asked === key && values.includes("devpass"),
        },
      },
      [`a development value has no place here: run ${setSecret(key)}`, `platform:${key}`],
    ),
  ]),
  bad(
    "dev",
    "a secret kubeconfig that nobody has set",
    {
      settings: withValue("dev", "cluster.kubeconfig", "secret"),
      config: without("cluster.kubeconfig"),
    },
    [
      `secret is missing: run ${setSecret("cluster.kubeconfig", "dev")}`,
      "platform:cluster.kubeconfig",
    ],
  ),
  bad(
    "staging",
    "a password for browsers that nobody has set",
    {
      settings: withValue("staging", "applications.appos.access.password", "secret"),
      config: without("appos.accessPassword"),
    },
    [
      `secret is missing: run ${setSecret("appos.accessPassword", "staging")}`,
      "platform:appos.accessPassword",
    ],
  ),
];
