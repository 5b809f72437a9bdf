import { SMOKE_SCRIPT } from "../../../components/workload/smoke-script";
import { podOf, released, ROLLOUT } from "./sample";

const HEALTH =
  '{"method":"GET","path":"/health","expect":[200],"bodyContains":["ok"],"fatal":true}';
const PAGE = '{"method":"GET","path":"/","expect":[200],"fatal":true}';

it.each([
  ["backend", 8000, HEALTH],
  ["frontend", 3000, PAGE],
])(
  "asks the %s of this rollout alone, 30 times two seconds apart",
  async (component, port, check) => {
    const job = (await released()).named(`shop-smoke-${component}-${ROLLOUT}`, "Job");
    const { containers, volumes } = podOf(job).spec;
    const url = `http://shop-${component}-${ROLLOUT}.shops.svc.cluster.local:${port}`;

    expect(containers[0]).toMatchObject({
      image: "registry.test/toolbox@sha256:3",
      command: ["bash", "-c", SMOKE_SCRIPT],
      env: [
        { name: "TARGET_URL", value: url },
        { name: "CHECKS", value: `[${check}]` },
        { name: "TRIES", value: "30" },
        { name: "DELAY_SECONDS", value: "2" },
        { name: "ROUNDS", value: "1" },
      ],
    });
    expect(volumes).toHaveLength(1); // neither secrets nor configuration
    expect(job.inputs["spec"]).toMatchObject({ activeDeadlineSeconds: 900, backoffLimit: 0 });
  },
);
