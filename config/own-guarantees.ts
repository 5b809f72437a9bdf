import { z } from "zod";

import { Alerts } from "./alerts";
import { Reviewers } from "./application";
import { Backup } from "./backup";
import { Edge, LogDays, Network, StateKeys } from "./ground";
import { brokenOf, type Guarantee, PROD, unless } from "./guarantee";
import type { Problem } from "./problem";
import { Promotion } from "./promotion";

/** What an environment promises of itself; each row reads what it needs of a file that may be wrong elsewhere. */
const GUARANTEES: readonly Guarantee<unknown>[] = [
  {
    environments: ["dev", "staging"],
    path: "stateKeys",
    text: "dev and staging read no state but their own",
    broken: having(
      { aws: z.looseObject({ accountId: z.string() }), stateKeys: StateKeys },
      ({ aws, stateKeys }) => {
        const others = stateKeys.filter((arn) => !arn.includes(`:${aws.accountId}:`));
        return unless(others.length === 0, others.join(", "));
      },
    ),
  },
  {
    environments: PROD,
    path: "network.nat",
    text: "a zone of production that fails takes no other zone's way out with it (perZone)",
    broken: having({ network: Network }, ({ network: { nat } }) => unless(nat === "perZone", nat)),
  },
  {
    environments: PROD,
    path: "network.endpoints",
    text: "production calls AWS without leaving its network (private)",
    broken: having({ network: Network }, ({ network: { endpoints } }) =>
      unless(endpoints === "private", endpoints),
    ),
  },
  {
    environments: PROD,
    path: "edge.kind",
    text: "production is reached over HTTPS alone, with certificates of its own (loadBalancer)",
    broken: having({ edge: Edge.optional() }, ({ edge }) =>
      unless(edge?.kind === "loadBalancer", edge?.kind ?? "none"),
    ),
  },
  {
    environments: PROD,
    path: "edge.accessLogDays",
    text: "production remembers every request for a year at least (365)",
    broken: having({ edge: Edge }, ({ edge }) =>
      edge.kind === "loadBalancer"
        ? unless(edge.accessLogDays >= 365, edge.accessLogDays)
        : undefined,
    ),
  },
  {
    environments: PROD,
    path: "backup.snapshotDays",
    text: "production goes back to every night of the last 30 days at least",
    broken: having({ backup: Backup }, ({ backup: { snapshotDays } }) =>
      unless(snapshotDays >= 30, snapshotDays),
    ),
  },
  {
    environments: PROD,
    path: "backup.dumpDays",
    text: "production keeps the dump that came before a release for 30 days at least",
    broken: having({ backup: Backup }, ({ backup: { dumpDays } }) =>
      unless(dumpDays >= 30, dumpDays),
    ),
  },
  {
    environments: PROD,
    path: "backup.drill",
    text: "production proves every quarter at least that its backups can be restored (monthly or quarterly)",
    broken: having({ backup: Backup }, ({ backup: { drill } }) => unless(drill !== "none", drill)),
  },
  {
    environments: PROD,
    path: "alerts.emails",
    text: "somebody is told when a store of production fails (at least one address)",
    broken: having({ alerts: Alerts.optional() }, ({ alerts }) =>
      unless((alerts?.emails.length ?? 0) > 0, "none"),
    ),
  },
  {
    environments: PROD,
    path: "logDays",
    text: "production keeps the logs of network, cluster, firewall and stores for a year at least (365)",
    broken: having({ logDays: LogDays }, ({ logDays }) => unless(logDays >= 365, logDays)),
  },
  {
    environments: PROD,
    path: "github.reviewers",
    text: "nobody changes production alone (at least one reviewer)",
    broken: having({ github: z.looseObject({ reviewers: Reviewers }) }, ({ github }) =>
      unless(github.reviewers.teams.length + github.reviewers.users.length > 0, "none"),
    ),
  },
  {
    environments: PROD,
    path: "promotion",
    text: "production runs only what staging has proved (from: staging)",
    broken: having({ promotion: Promotion.optional() }, ({ promotion }) =>
      unless(promotion !== undefined, "none"),
    ),
  },
  {
    environments: PROD,
    path: "promotion.soakHours",
    text: "an artifact serves staging for a day before it serves production (at least 24)",
    broken: having({ promotion: Promotion }, ({ promotion: { soakHours } }) =>
      unless(soakHours >= 24, soakHours),
    ),
  },
  {
    environments: ["dev", "staging"],
    path: "promotion",
    text: "dev and staging take what people build, nothing precedes them (leave it out)",
    broken: having({ promotion: Promotion }, ({ promotion: { from } }) => unless(false, from)),
  },
];

/** Every promise that an environment breaks, apart from those of its applications. */
export function brokenOwnGuarantees(environment: string, raw: unknown): Problem[] {
  return brokenOf(GUARANTEES, environment, raw);
}

/** Judges a file only where what is asked about is valid. */
function having<Shape extends z.ZodRawShape>(
  shape: Shape,
  broken: (part: z.infer<z.ZodObject<Shape>>) => string | undefined,
) {
  return (raw: unknown) => {
    const parsed = z.object(shape).safeParse(raw);
    return parsed.success ? broken(parsed.data) : undefined;
  };
}
