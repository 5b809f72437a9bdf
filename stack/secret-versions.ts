import * as pulumi from "@pulumi/pulumi";

import type { Environment } from "../components/github/environment";
import type { Release } from "../components/workload/release";
import { liveSlot } from "../config/rotation";
import type { PlannedApplication } from "./plan";

/** Version of each secret, by its variable or, of one that GitHub holds, `<environment>/<name>`. */
export type SecretVersions = pulumi.Output<Readonly<Record<string, string>>>;

/**
 * Which version of every secret is in use, never the secret, nor anything made of it: what the program renews is
 * known by the login and the date of its rotation, what people set by the object that carries it to the pods,
 * and what GitHub holds by when it was written.
 */
export function secretVersions(
  { spec, where }: PlannedApplication,
  release: Pick<Release, "rollout" | "secretsVersion"> | undefined,
  github: readonly Environment[],
): SecretVersions {
  const { rotation } = where.settings;
  const slot = liveSlot(rotation);
  const renewed = `${slot} of ${rotation[slot]}`;
  const sources = Object.entries({ ...spec.secrets(where), ...spec.secretFiles?.(where) });
  const running =
    release &&
    pulumi
      .all([release.rollout, release.secretsVersion])
      .apply(([, carried]) =>
        Object.fromEntries(
          sources.map(([name, { from }]) => [
            name,
            from === "config" ? `set by people, Secret ${carried}` : renewed,
          ]),
        ),
      );
  return pulumi
    .all([running ?? {}, pulumi.all(github.map(({ secretVersions: held }) => held))])
    .apply(([own, held]) => Object.assign({}, own, ...held) as Record<string, string>);
}
