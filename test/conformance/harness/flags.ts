import { join } from "node:path";

import { ACCOUNT_KEY, ACCOUNT_PUBLIC_KEY, AUDIT_POLICY, TOKENS } from "./credentials";

/** The API server makes it at its start: its own certificate, and the authority that signed it. */
export const CERTIFICATE = "apiserver.crt";

type Flags = Readonly<Record<string, string | number>>;

/** Ports on 127.0.0.1. */
export interface Ports {
  readonly api: number;
  readonly etcd: number;
  readonly etcdPeers: number;
}

/** One member, which may lose its data with the machine. */
export function etcd(directory: string, ports: Ports): string[] {
  const clients = `http://127.0.0.1:${ports.etcd}`;
  const peers = `http://127.0.0.1:${ports.etcdPeers}`;
  return typed({
    "data-dir": join(directory, "etcd"),
    "listen-client-urls": clients,
    "advertise-client-urls": clients,
    "listen-peer-urls": peers,
    "initial-advertise-peer-urls": peers,
    "initial-cluster": `default=${peers}`,
    "unsafe-no-fsync": "true",
    "log-level": "warn",
  });
}

/** As a cluster is set up in earnest: roles, Pod Security, service accounts with signed tokens. */
export function apiServer(directory: string, ports: Ports): string[] {
  return typed({
    "etcd-servers": `http://127.0.0.1:${ports.etcd}`,
    "bind-address": "127.0.0.1",
    "advertise-address": "127.0.0.1",
    "secure-port": ports.api,
    "cert-dir": directory,
    // Nobody reaches the API server by its Service, and the API allows no loopback address there.
    "endpoint-reconciler-type": "none",
    "service-cluster-ip-range": "10.96.0.0/16",
    "authorization-mode": "RBAC",
    // Pod Security is to refuse what is privileged, not the server by a flag of its own.
    "allow-privileged": "true",
    "token-auth-file": join(directory, TOKENS),
    "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
    "service-account-key-file": join(directory, ACCOUNT_PUBLIC_KEY),
    "service-account-signing-key-file": join(directory, ACCOUNT_KEY),
    "audit-policy-file": join(directory, AUDIT_POLICY),
    "audit-log-path": join(directory, "audit.jsonl"),
    "audit-log-mode": "batch",
  });
}

/**
 * Every controller that is on by default. Two of them look again after a fixed time, whether or not
 * anything changed: that time is shorter here, what they do then is the same.
 */
export function controllers(directory: string, kubeconfig: string): string[] {
  return typed({
    ...alone(kubeconfig),
    "root-ca-file": join(directory, CERTIFICATE),
    "service-account-private-key-file": join(directory, ACCOUNT_KEY),
    "horizontal-pod-autoscaler-sync-period": "2s",
    "pvclaimbinder-sync-period": "2s",
  });
}

export function scheduler(kubeconfig: string): string[] {
  return typed(alone(kubeconfig));
}

/** There is one of each, so nobody has to lead; their allowance of requests is for a cluster at work. */
function alone(kubeconfig: string): Flags {
  return {
    kubeconfig,
    "leader-elect": "false",
    "secure-port": 0,
    "kube-api-qps": 200,
    "kube-api-burst": 400,
  };
}

function typed(flags: Flags): string[] {
  return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
