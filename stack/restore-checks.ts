import type { Instance, LastDatabase } from "../config/instances";
import type { Problem } from "../config/problem";
import type { PlannedApplication } from "./plan";

/** Point-in-time recovery ends a few minutes ago: RDS ships its log that often. */
const LATEST_MINUTES = 5;

/** What of a database's instances does not follow from those that the last complete run could use. */
export function restoreProblems(
  { name, spec, where, artifact }: PlannedApplication,
  last: LastDatabase | undefined,
  now: string,
): readonly Problem[] {
  const { database } = where.settings;
  if (database.kind !== "rds") return [];
  const path = `applications.${name}.database`;
  const at = (instance: string, field: string) => `${path}.instances.${instance}.${field}`;
  const made = Object.entries(database.instances).filter(([each]) => !last?.instances[each]);
  return [
    ...Object.entries(database.instances)
      .filter(([, { mode }]) => mode === "rehearsal")
      .filter(() => spec.rehearsal === undefined || artifact === undefined)
      .map(([instance]) => ({
        path: at(instance, "mode"),
        message: `a rehearsal takes a release (active) and checks (apps/), and here is ${artifact === undefined ? "no release" : "no check"}`,
      })),
    ...made.flatMap(([instance, { from, version }]) => [
      ...pointProblems(at(instance, "from"), from, database, now),
      ...(last === undefined ? [] : versionProblems(at(instance, "version"), version, from, last)),
    ]),
    ...(last === undefined ? [] : promotionProblems(path, database, last)),
  ];
}

/** A promotion takes what an earlier run restored and could log in to, while nobody writes to what serves. */
function promotionProblems(
  path: string,
  { live, instances }: { readonly live: string; readonly instances: Instances },
  last: LastDatabase,
): readonly Problem[] {
  const serving = last.instances[last.live];
  const wanted = instances[last.live];
  if (live === last.live) {
    if (serving === undefined || wanted === undefined || serving.version === wanted.version) {
      return [];
    }
    const message = `a database that serves is never upgraded in place: restore it beside itself, upgrade that instance, promote it; got ${wanted.version} for ${serving.version}`;
    return [{ path: `${path}.instances.${live}.version`, message }];
  }
  const usable = Object.keys(last.instances).join(", ");
  return [
    ...(last.instances[live] === undefined
      ? [
          {
            path: `${path}.live`,
            message: `an instance is restored by one update and promoted by a later one, once its logins work (${usable}); got ${live}`,
          },
        ]
      : []),
    ...(serving?.mode === "readOnly" && wanted?.mode === "readOnly"
      ? []
      : [
          {
            path: `${path}.instances.${last.live}.mode`,
            message: `what is written to ${last.live} from now on would be lost: an earlier update makes it readOnly, and it stays so`,
          },
        ]),
  ];
}

type Instances = Readonly<Record<string, Instance>>;

/** RDS restores what was backed up, on the version that it was backed up from. */
function versionProblems(
  path: string,
  version: string,
  from: Instance["from"],
  last: LastDatabase,
): readonly Problem[] {
  const source = typeof from === "object" && "instance" in from ? from.instance : last.live;
  const had = last.instances[source]?.version;
  if (had === undefined || had === version) return [];
  const message = `RDS restores on the version that was backed up (${had}): upgrade the instance in a later update; got ${version}`;
  return [{ path, message }];
}

/** RDS can go back to any second inside the retention window of an instance that is there. */
function pointProblems(
  path: string,
  from: Instance["from"],
  { instances, pitrDays }: { readonly instances: Instances; readonly pitrDays: number },
  now: string,
): readonly Problem[] {
  if (typeof from === "string" || "snapshot" in from) return [];
  const { instance, pointInTime } = from;
  if (instances[instance] === undefined) {
    const message = `names no instance of this database: ${Object.keys(instances).join(", ")}; got ${instance}`;
    return [{ path: `${path}.instance`, message }];
  }
  const minutes = (Date.parse(now) - Date.parse(pointInTime)) / 60_000;
  if (minutes >= LATEST_MINUTES && minutes <= pitrDays * 24 * 60) return [];
  const message = `point-in-time recovery reaches from ${LATEST_MINUTES} minutes to ${pitrDays} days (pitrDays) back; got ${pointInTime}`;
  return [{ path: `${path}.pointInTime`, message }];
}
