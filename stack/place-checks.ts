import type { AppSpec } from "../apps/spec";
import type { Application } from "../config/application";
import type { Problem } from "../config/problem";
import { eksNameOf, type Settings } from "../config/schema";
import { dumpProblems } from "./data-checks";
import { domainOf } from "./hosts";
import { bucketProblems } from "./upload-checks";

/** What an application wants of its environment that the environment does not have. */
export function placeProblems(
  path: string,
  settings: Settings,
  spec: AppSpec,
  app: Application,
): Problem[] {
  return [
    ...pagesProblems(path, settings, spec),
    ...storeProblems(path, settings, app),
    ...bucketProblems(path, settings, app),
    ...dumpProblems(path, settings, app),
    ...guardProblems(path, settings, app),
    ...hostProblems(`${path}.host`, settings, app),
  ];
}

function storeProblems(
  path: string,
  { network, cluster }: Settings,
  { database, cache }: Application,
): Problem[] {
  const managed = [
    ...(database.kind === "rds" ? [`${path}.database.kind`] : []),
    ...(cache.kind === "elasticache" ? [`${path}.cache.kind`] : []),
  ];
  const missing = [
    ...(network === undefined
      ? ["a managed store lies in a network: describe it (network), or use inCluster"]
      : []),
    ...(eksNameOf(cluster) === undefined
      ? [
          "a managed store admits the pods of an EKS cluster alone: describe one (cluster), or use inCluster",
        ]
      : []),
  ];
  return managed.flatMap((at) => missing.map((message) => ({ path: at, message })));
}

/** Pages that are files come from a CDN, which stands before a load balancer; dev shows none. */
function pagesProblems(
  path: string,
  { edge, environment }: Settings,
  { name, frontend }: AppSpec,
): Problem[] {
  if (frontend?.kind !== "static" || environment === "dev") return [];
  if (edge === undefined || edge.kind === "loadBalancer") return [];
  const message = `pages of ${name} come from a CDN, which takes a load balancer (edge); got ${edge.kind}`;
  return [{ path: `${path}.host`, message }];
}

/** Whatever guards a host has something to stand in. */
function guardProblems(path: string, { edge }: Settings, { host, access }: Application): Problem[] {
  if (edge?.kind === "loadBalancer" && host !== undefined) return [];
  const guards = [
    ...(access.requestsPer5Minutes === undefined ? [] : ["requestsPer5Minutes"]),
    ...(access.allowedCidrs.length === 0 ? [] : ["allowedCidrs"]),
    ...(access.password === "none" ? [] : ["password"]),
  ];
  return guards.map((field) => ({
    path: `${path}.access.${field}`,
    message: "nothing does that here: it takes a load balancer (edge) and a host",
  }));
}

/** Something receives the requests for every host, and where that ends TLS, a certificate covers it. */
function hostProblems(at: string, { edge }: Settings, { host }: Application): Problem[] {
  if (host === undefined || edge?.kind === "gateway") return [];
  if (edge === undefined) {
    return [{ path: at, message: `nothing receives requests here: describe edge; got ${host}` }];
  }
  const domain = domainOf(host, edge.domains);
  if (domain === undefined) {
    const known = Object.keys(edge.domains).sort().join(", ") || "none";
    return [
      { path: at, message: `no certificate covers it: edge.domains names ${known}; got ${host}` },
    ];
  }
  const label = host.slice(0, -domain.length - 1);
  const covered = edge.domains[domain]?.certificates === "perHost" || /^[^.]+$/.test(label);
  const message = `a certificate for *.${domain} covers one label below it; got ${host}`;
  return covered ? [] : [{ path: at, message }];
}
