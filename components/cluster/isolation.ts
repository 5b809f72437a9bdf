import { networking } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface IsolationArgs {
  readonly namespace: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses of Services, where DNS answers at one of them and runs in no pod. */
  readonly serviceCidr?: string;
}

/** Lets no pod of a namespace talk to anybody but DNS; each connection needs a policy of its own. */
export function isolation(
  name: string,
  { namespace, labels, serviceCidr }: IsolationArgs,
  opts: pulumi.CustomResourceOptions,
): networking.v1.NetworkPolicy[] {
  const policy = (role: string, spec: networking.v1.NetworkPolicyArgs["spec"]) =>
    new networking.v1.NetworkPolicy(
      `${name}-${role}`,
      { metadata: { name: `${name}-${role}`, namespace, labels: { ...labels } }, spec },
      opts,
    );
  const everyPod = {};
  return [
    policy("default-deny", { podSelector: everyPod, policyTypes: ["Ingress", "Egress"] }),
    policy("dns", {
      podSelector: everyPod,
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
            ...(serviceCidr === undefined ? [] : [{ ipBlock: { cidr: dnsRange(serviceCidr) } }]),
          ],
          ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })),
        },
      ],
    }),
  ];
}

/** On EKS DNS has the tenth address of the Services; in Auto Mode every node answers there itself. */
export function dnsRange(serviceCidr: string): string {
  const [address = ""] = serviceCidr.split("/");
  return `${address.replace(/\d+$/, (last) => String(Number(last) + 10))}/32`;
}
