import { Email } from "../components/data/email";
import type { Foundation } from "./foundation";
import { hostsOf } from "./hosts";
import type { Plan, PlannedApplication } from "./plan";

/** Declares how an application sends mail to people; in dev a server of the cluster catches it. */
export function declareEmail(
  plan: Plan,
  { name, spec, where }: PlannedApplication,
  { region, stamp, providers }: Foundation,
): Email | undefined {
  const kind = spec.email?.[where.environment] ?? "mailhog";
  const { host: domain, rotation } = where.settings;
  if (kind === "mailhog" || domain === undefined) return undefined;
  const zoneId = hostsOf(plan).find(({ app }) => app === name)?.zoneId;
  const args = { kind, domain, region, rotation, stamp: stamp(name) };
  return new Email(
    `${name}-email`,
    { ...args, ...(zoneId !== undefined && { zoneId }) },
    providers,
  );
}
