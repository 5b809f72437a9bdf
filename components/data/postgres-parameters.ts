import { rds } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Instance } from "../../config/instances";
import type { Stamp } from "../shared/stamp";

/** Statements that take longer are logged. */
const SLOW_MILLIS = 1000;

/** Every transaction that does not insist may only read; sessions that are open obey as well. */
const FROZEN = { name: "default_transaction_read_only", value: "1" };

const PARAMETERS = [
  { name: "rds.force_ssl", value: "1" },
  { name: "log_statement", value: "ddl" },
  { name: "log_min_duration_statement", value: String(SLOW_MILLIS) },
  // RDS refuses to change at once what a server reads only when it starts.
  { name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" },
];

/**
 * How a PostgreSQL of this major version behaves: TLS alone, and changes of the schema and slow
 * statements are logged. The group of a new version is made before the old one is deleted, which an
 * instance still uses, so its name is AWS's to choose.
 */
export function postgresParameters(
  name: string,
  { version, mode, stamp }: Pick<Instance, "version" | "mode"> & { readonly stamp: Stamp },
  opts: pulumi.CustomResourceOptions,
): rds.ParameterGroup {
  return new rds.ParameterGroup(
    `${name}-parameters`,
    {
      family: `postgres${version}`,
      description: `Parameters of ${name}`,
      parameters: mode === "readOnly" ? [...PARAMETERS, FROZEN] : PARAMETERS,
      tags: stamp,
    },
    opts,
  );
}
