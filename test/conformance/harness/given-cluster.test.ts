import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import { type ControlPlane, startControlPlane } from "./control-plane";
import { type Given, reasonsAgainst } from "./given-cluster";
import { NODE } from "./nodes";
import { all, type Manifest, OURS_SELECTOR } from "./provide";
import { steer } from "./steer";
import { openWorld } from "./world";

const metadata = { name: "worker-1" };
const CORDONED = { metadata, spec: { unschedulable: true } };
const TAINTED = { metadata, spec: { taints: [{ key: "dedicated", effect: "NoSchedule" }] } };
const NOT_READY = {
  metadata,
  spec: { taints: [{ key: "node.kubernetes.io/not-ready", effect: "NoSchedule" }] },
};
const USABLE: Given = { version: { major: "1", minor: "30+" }, nodes: [], namespaces: ["default"] };

describe("proved by the harness", () => {
  describe("a given cluster", () => {
    const directory = mkdtempSync(join(tmpdir(), "platform-given-"));
    let plane: ControlPlane;
    let api: KubernetesObjectApi;

    beforeAll(async () => {
      plane = await startControlPlane(directory);
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(plane.kubeconfig);
      api = KubernetesObjectApi.makeApiClient(kubeConfig);
    });
    afterAll(async () => {
      await plane.stop();
      rmSync(directory, { recursive: true });
    });

    it("is left with nothing of the harness or of a stack in it", async () => {
      const open = await openWorld(plane.kubeconfig);
      expect(await names(NODE)).toHaveLength(6);
      await steer(api, "forgotten", { labels: { component: "web" } }, "fail");
      await api.create(named("v1", "Namespace", "dev"));
      await api.create({
        ...named("scheduling.k8s.io/v1", "PriorityClass", "serving"),
        value: 1000,
      });

      await open.close();
      expect(await names(NODE)).toEqual([]);
      expect(await names(kind("v1", "Namespace"))).not.toContain("dev");
      expect(await names(kind("scheduling.k8s.io/v1", "PriorityClass"))).not.toContain("serving");
      const ours = await Promise.all(
        [
          kind("v1", "PersistentVolume"),
          kind("storage.k8s.io/v1", "StorageClass"),
          kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
          kind("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy"),
          kind("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding"),
        ].map((each) => all(api, each, { labels: OURS_SELECTOR })),
      );
      expect(ours.flat()).toEqual([]);
    });

    it("is refused where pods would run in earnest or namespaces are taken, and stays as it is", async () => {
      const taken = [named("v1", "Namespace", "staging"), named("v1", "Node", "worker-1")];
      for (const each of taken) await api.create(each);

      await expect(openWorld(plane.kubeconfig)).rejects.toThrow(
        "the cluster cannot be used:\n" +
          "- pods would run in earnest on worker-1: cordon it (kubectl cordon worker-1)\n" +
          "- namespaces exist that tests delete: remove staging, or take a cluster that nobody uses",
      );
      expect(await names(NODE)).toEqual(["worker-1"]);
    });

    it.each<[string, Partial<Given>, string[]]>([
      ["usable", {}, []],
      [
        "too old",
        { version: { major: "1", minor: "29" } },
        ["it is Kubernetes 1.29: take one of 1.30 or newer"],
      ],
      ["closed to pods", { nodes: [CORDONED, TAINTED] }, []],
      [
        "not ready just now",
        { nodes: [NOT_READY] },
        ["pods would run in earnest on worker-1: cordon it (kubectl cordon worker-1)"],
      ],
    ])("that is %s is judged by its nodes and version", (_, changed, reasons) => {
      expect(reasonsAgainst({ ...USABLE, ...changed })).toEqual(reasons);
    });

    function named(apiVersion: string, kind: string, name: string): Manifest {
      return { apiVersion, kind, metadata: { name } };
    }

    function kind(apiVersion: string, kind: string) {
      return { apiVersion, kind };
    }

    async function names(of: ReturnType<typeof kind>): Promise<(string | undefined)[]> {
      return (await all(api, of)).map(({ metadata }) => metadata?.name);
    }
  });
});
