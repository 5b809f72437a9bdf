import { pod } from "../../support/appos-pods";
import { recordAll, STACKS } from "../../support/three-stacks";

const of = recordAll();

describe.each(STACKS)("every pod of %s", (stack) => {
  const pods = () =>
    ["Deployment", "StatefulSet", "Job", "CronJob"]
      .flatMap((kind) => of(stack).of(kind))
      .map((r) => ({ ...pod(r) }));

  it("satisfies Pod Security's restricted profile", () => {
    expect(pods().length).toBeGreaterThan(5);
    for (const { securityContext } of pods()) {
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
    }
    for (const container of pods().flatMap((p) => [...p.containers, ...p.initContainers])) {
      expect(container.securityContext).toMatchObject({
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  it("has limits, and an account of its own whose token it does not carry", () => {
    for (const { automountServiceAccountToken, serviceAccountName, containers } of pods()) {
      expect(automountServiceAccountToken).toBe(false);
      expect(serviceAccountName).toMatch(/^(appos|life-os|lifeos|salitemihret)/);
      for (const { resources } of containers) {
        expect(Object.keys(resources.limits)).toEqual(["cpu", "ephemeral-storage", "memory"]);
      }
    }
  });

  it("shows its last words when it fails", () => {
    for (const { containers } of pods()) {
      expect(containers[0]?.terminationMessagePolicy).toBe("FallbackToLogsOnError");
    }
  });
});
