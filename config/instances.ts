import { z } from "zod";

import { inWords, keyInWords } from "./value";

/** What the first instance of a database is called; every other one is restored. */
export const ORIGINAL = "original";

const InstanceName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, "use at most 12 lower-case letters and digits, first a letter");

/** RDS takes seconds, in UTC; YAML would take bare digits for a point in time of its own. */
const PointInTime = z.iso.datetime({
  precision: 0,
  error: 'write UTC in quotes, to the second, for example "2026-11-20T03:00:00Z"',
});

const Origin = z.union(
  [
    z.literal("nothing"),
    z
      .strictObject({
        /** Name of a snapshot of this account, or its ARN. */
        snapshot: z
          .string()
          .regex(
            /^(arn:aws:rds:[a-z0-9-]+:\d{12}:snapshot:)?(rds:|awsbackup:)?[A-Za-z][A-Za-z0-9-]{0,254}$/,
            "name a snapshot of RDS, or its ARN",
          ),
      })
      .readonly(),
    z.strictObject({ instance: InstanceName, pointInTime: PointInTime }).readonly(),
  ],
  {
    error: inWords("invalid_union", "use nothing, { snapshot } or { instance, pointInTime }"),
  },
);
export type Origin = z.infer<typeof Origin>;

const Instance = z
  .strictObject({
    /** PostgreSQL major version; RDS keeps the minor one up to date. */
    version: z.string().regex(/^1[4-8]$/, "name PostgreSQL 14 to 18 without a minor version"),
    /** What it held when it was made. Written once; a change would mean another instance. */
    from: Origin,
    /**
     * `readOnly` freezes writes of every session that does not insist. `rehearsal` is a restore that
     * proves itself and goes again: no backups, no protection, and nothing ever serves from it.
     */
    mode: z.enum(["readWrite", "readOnly", "rehearsal"]),
  })
  .readonly();
export type Instance = z.infer<typeof Instance>;

/** Every instance of one database, side by side, and the one that applications use. */
export const INSTANCES = {
  live: InstanceName,
  instances: z.record(InstanceName, Instance, { error: keyInWords }),
};

/** What the outputs of a stack tell of one database: the instances whose logins work, as they were. */
export const LastDatabase = z.object({
  live: z.string(),
  instances: z.record(z.string(), Instance.unwrap().pick({ version: true, mode: true })),
});
export type LastDatabase = z.infer<typeof LastDatabase>;

/** Whether the instances of one database fit each other; says nothing of values that are wrong alone. */
export function instancesFit({ value, issues }: z.core.ParsePayload): void {
  const parsed = z.object(INSTANCES).safeParse(value);
  if (!parsed.success) return;
  const { live, instances } = parsed.data;
  const complain = (message: string, got: string, ...path: string[]) =>
    issues.push({ code: "custom", path, input: got, message: `${message}; got ${got}` });

  const rehearsals = Object.keys(instances).filter((name) => instances[name]?.mode === "rehearsal");
  if (rehearsals.length > 1) {
    complain("one rehearsal at a time", rehearsals.join(", "), "instances");
  }
  const serving = instances[live];
  if (serving === undefined) complain("name one of instances", live, "live");
  if (serving?.mode === "rehearsal") complain("nothing serves from a rehearsal", live, "live");
  for (const [name, { from, mode }] of Object.entries(instances)) {
    const at = (field: string) => ["instances", name, field];
    if ((from === "nothing") !== (name === ORIGINAL)) {
      complain(`${ORIGINAL} alone comes from nothing, and always does`, name, ...at("from"));
    }
    if (name === ORIGINAL && mode === "rehearsal") {
      complain("a rehearsal is restored from a backup", name, ...at("mode"));
    }
    if (typeof from === "object" && "instance" in from && from.instance === name) {
      complain("it cannot be restored from itself", name, ...at("from"));
    }
  }
}
