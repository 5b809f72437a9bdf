import type { eks } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** How to reach an EKS cluster. It holds no secret: whoever uses it asks AWS for a token, as itself. */
export function kubeconfig(
  cluster: eks.Cluster,
  name: string,
  region: string,
): pulumi.Output<string> {
  const args = ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"];
  return pulumi.jsonStringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: {
          server: cluster.endpoint,
          "certificate-authority-data": cluster.certificateAuthority.data,
        },
      },
    ],
    users: [
      {
        name,
        user: {
          exec: { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args },
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
