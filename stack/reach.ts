import type * as pulumi from "@pulumi/pulumi";

import type { Peer } from "../components/workload/connection";
import { MailCatcher, SMTP_PORT } from "../components/workload/mail-catcher";
import { Reach, type ReachArgs } from "../components/workload/reach";
import { INTERNET, processesOf } from "./clients";
import type { Settings } from "../config/schema";
import type { Foundation } from "./foundation";
import { mailCatcherName, type Plan, type PlannedApplication } from "./plan";

/** The image that catches mail in dev. */
const MAILHOG_IMAGE = "mailhog/mailhog:v1.0.1";

/** Declares whom the processes of an application may reach besides their stores, and who reaches them. */
export function declareReach(
  { settings }: Plan,
  app: PlannedApplication,
  { stamp, providers, network }: Foundation,
  namespace: pulumi.Output<string>,
): readonly pulumi.Resource[] {
  const { name, spec, where, artifact } = app;
  const { pods } = processesOf(app);
  const connections: ReachArgs["connections"][number][] = [];
  const allow = (role: string, from: Peer, to: Peer, ports: readonly number[]) => {
    if (artifact !== undefined && ports.length > 0) connections.push({ role, from, to, ports });
  };

  if (spec.email?.[where.environment] === "mailhog") {
    const catcher = mailCatcherName(name);
    const image = MAILHOG_IMAGE;
    new MailCatcher(catcher, { namespace, image, stamp: stamp(name) }, providers);
    allow("to-mail", pods, { kind: "pods", app: name, components: [catcher] }, [SMTP_PORT]);
  } else {
    allow("to-internet", pods, INTERNET, spec.internetPorts);
  }
  const own = (component: string): Peer => ({ kind: "pods", app: name, components: [component] });
  allow("preflight-to-api", own("preflight"), apiOf(settings, network), API_PORTS);
  if (where.settings.host !== undefined && settings.edge?.kind === "loadBalancer") {
    allow("verify-to-outside", own("verify"), INTERNET, [443]);
  } else {
    allow("verify-to-backend", own("verify"), own("backend"), [spec.backend.port]);
  }
  allow("smoke-to-backend", own("smoke"), own("backend"), [spec.backend.port]);
  if (spec.frontend?.kind === "container") {
    allow("smoke-to-frontend", own("smoke"), own("frontend"), [spec.frontend.port]);
  }
  if (where.settings.host !== undefined && settings.edge !== undefined) {
    const outside: Peer =
      settings.edge.kind === "gateway"
        ? { kind: "namespace", name: settings.edge.namespace }
        : { kind: "addresses", cidrs: network?.public.cidrs ?? [] };
    allow("edge-to-backend", outside, own("backend"), [spec.backend.port]);
    if (spec.frontend?.kind === "container") {
      allow("edge-to-frontend", outside, own("frontend"), [spec.frontend.port]);
    }
  }
  return [new Reach(name, { namespace, connections, stamp: stamp(name) }, providers)];
}

/** Where API servers listen: EKS on the first, most others on the second. */
const API_PORTS = [443, 6443];

/**
 * Where the cluster's API answers: at an address of the Services, behind which it stands in private
 * subnets. Of a cluster that somebody else made nobody here knows either.
 */
function apiOf({ cluster }: Settings, network: Foundation["network"]): Peer {
  if (cluster.kind === "eks" && network !== undefined) {
    return { kind: "addresses", cidrs: [cluster.serviceCidr, ...network.private.cidrs] };
  }
  return { kind: "addresses", cidrs: ["0.0.0.0/0"], except: ["169.254.0.0/16"] };
}
