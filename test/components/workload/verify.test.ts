import { podOf, released, ROLLOUT } from "./sample";

it("a release is proved by the backend's readiness, asked through its live Service for a minute", async () => {
  const proof = (await released()).named(`shop-verify-${ROLLOUT}`, "Job");
  const { containers, volumes } = podOf(proof).spec;

  expect(containers[0]).toMatchObject({
    image: "registry.test/toolbox@sha256:3",
    command: [
      ...["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null"],
      ...["--retry", "29", "--retry-delay", "2", "--retry-all-errors", "--max-time", "5"],
      "$(URL)",
    ],
    env: [{ name: "URL", value: "http://shop.shops.svc.cluster.local:8000/ready" }],
  });
  expect(volumes).toHaveLength(1); // neither secrets nor configuration
  expect(proof.inputs["spec"]).toMatchObject({ activeDeadlineSeconds: 900, backoffLimit: 0 });
});
