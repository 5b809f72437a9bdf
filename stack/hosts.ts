import type { Host } from "../components/edge/load-balancer";
import { ACCESS_PASSWORD } from "../apps/secret-keys";
import type { Cdn } from "./cdn";
import type { Edge } from "../config/ground";
import type { Plan, PlannedApplication } from "./plan";

type Domains = Extract<Edge, { kind: "loadBalancer" }>["domains"];

/** The domain of the settings that a host lies in: the longest that it ends with. */
export function domainOf(host: string, domains: Domains): string | undefined {
  return Object.keys(domains)
    .filter((domain) => host === domain || host.endsWith(`.${domain}`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Every host of an environment, in the order of their names, with what its domain says about it. */
export function hostsOf(
  { settings, applications, secrets }: Plan,
  cdnKeys?: Cdn["keys"],
): readonly Host[] {
  if (settings.edge?.kind !== "loadBalancer") return [];
  const { domains } = settings.edge;
  return applications
    .flatMap(({ name, where, artifact }) => {
      const { host, access } = where.settings;
      const domain = host === undefined ? undefined : domainOf(host, domains);
      const facts = domain === undefined ? undefined : domains[domain];
      if (host === undefined || domain === undefined || facts === undefined) return [];
      const password = secrets[`${name}.${ACCESS_PASSWORD}`];
      const keys = cdnKeys?.get(name)?.all;
      return [
        {
          app: name,
          host,
          domain,
          certificate: facts.certificates,
          ...(facts.zoneId !== undefined && { zoneId: facts.zoneId }),
          live: artifact !== undefined,
          access,
          ...(access.password === "secret" && password && { password }),
          ...(keys && { cdnKeys: keys }),
        },
      ];
    })
    .sort((a, b) => (a.host < b.host ? -1 : 1));
}

/** Ports of every process that answers requests from outside. */
export function portsOf(applications: readonly PlannedApplication[]): readonly number[] {
  const ports = applications.flatMap(({ spec: { backend, frontend } }) => [
    backend.port,
    ...(frontend?.kind === "container" ? [frontend.port] : []),
  ]);
  return [...new Set(ports)].sort((a, b) => a - b);
}
