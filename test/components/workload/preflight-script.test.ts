import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PREFLIGHT_SCRIPT } from "../../../components/workload/preflight-script";

const [LIVE, OWN, KEPT, OTHER, ANOTHER] = ["a", "b", "c", "d", "e"].map((c) => c.repeat(12)) as [
  ...[string, string, string, string, string],
];

const resources = {
  requests: { cpu: "250m", memory: "512Mi" },
  limits: { cpu: "1", memory: "512Mi" },
};
const POD = { kind: "Pod", metadata: {}, spec: { containers: [{ name: "web", resources }] } };
const QUOTA = {
  hard: { pods: "10", "requests.cpu": "2", "limits.memory": "4Gi", persistentvolumeclaims: "2" },
  used: { pods: "4", "requests.cpu": "1500m", "limits.memory": "1Gi" },
};

describe("the script that asks the cluster", () => {
  let server: Server;
  let directory = "";
  let asked: { method: string; url: string; token: string; body: string }[] = [];
  let answers: Readonly<Record<string, unknown>> = {};
  beforeAll((done) => {
    directory = mkdtempSync(join(tmpdir(), "account-"));
    for (const file of ["token", "ca.crt"]) writeFileSync(join(directory, file), `the-${file}`);
    server = createServer((request, response) => {
      const { method = "", url = "", headers } = request;
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        asked.push({ method, url, token: headers.authorization ?? "", body });
        const [path = ""] = url.split("?");
        response.end(JSON.stringify(answers[path] ?? { kind: "Status", message: "not found" }));
      });
    }).listen(0, "127.0.0.1", done);
  });
  afterAll((done) => {
    rmSync(directory, { recursive: true });
    server.close(done);
  });
  beforeEach(() => {
    [asked, answers] = [[], healthy()];
  });
  const run = async (change: Readonly<Record<string, string>> = {}) => {
    const env = {
      ...{ PATH: process.env["PATH"], ACCOUNT: directory, NAMESPACE: "shops", APP: "shop" },
      API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ POD: JSON.stringify(POD), PODS: "2", LIVE: "shop", FAILED: "1" },
      KINDS: JSON.stringify({ "eks.amazonaws.com/v1": "TargetGroupBinding" }),
      ROLLOUTS: JSON.stringify([OWN, KEPT]),
      ...change,
    };
    const child = spawn("bash", ["-c", PREFLIGHT_SCRIPT], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
    }
    const code = await new Promise((done) => child.on("close", done));
    return [code, text.trim().split("\n")];
  };

  it("lets a rollout pass that the cluster takes, has room for and knows the kinds of", async () => {
    expect(await run()).toEqual([0, [`${LIVE} serves; rollouts that failed: none`]]);
  });

  it("makes no pod: it has one tried, strictly, as itself", async () => {
    await run();
    const [first, ...others] = asked;

    expect(first).toEqual({
      method: "POST",
      url: "/api/v1/namespaces/shops/pods?dryRun=All&fieldValidation=Strict",
      token: "Bearer the-token",
      body: `${JSON.stringify(POD)}\n`,
    });
    expect(others.map(({ method }) => method)).toEqual(["GET", "GET", "GET", "GET"]);
  });

  it("refuses a pod that Pod Security forbids or that has a field nobody knows", async () => {
    const message = 'pods "x" is forbidden: violates PodSecurity "restricted:v1.34"';
    answers = { ...answers, "/api/v1/namespaces/shops/pods": { kind: "Status", message } };

    expect(await run()).toEqual([
      1,
      [
        `refused: the cluster takes no pod of this rollout: ${message}`,
        `${LIVE} serves; rollouts that failed: none`,
      ],
    ]);
  });

  it.each([
    ["pods", "7", "7 of pods, and the quota has 6 left"],
    ["CPU", "3", "0.75 of requests.cpu, and the quota has 0.5 left"],
  ])("refuses more %s than the quota has left", async (_what, PODS, told) => {
    const [code, lines] = await run({ PODS });

    expect(code).toBe(1);
    expect(lines).toContain(`refused: ${PODS} pods need ${told}`);
  });

  it("refuses where the cluster does not know a kind that goes with the pods", async () => {
    answers = { ...answers, "/apis/eks.amazonaws.com/v1": { resources: [{ kind: "NodeClass" }] } };
    const [code, lines] = await run();

    expect(code).toBe(1);
    expect(lines).toContain(
      "refused: the cluster knows no TargetGroupBinding of eks.amazonaws.com/v1",
    );
  });

  it("takes one rollout that failed for granted, and refuses another beside two", async () => {
    deployments(LIVE, "stable", OWN, KEPT, OTHER);
    expect(await run()).toEqual([0, [`${LIVE} serves; rollouts that failed: ${OTHER}`]]);

    deployments(LIVE, "stable", OWN, KEPT, OTHER, ANOTHER);
    const [code, lines] = await run();
    expect(code).toBe(1);
    expect(lines).toContain(
      "refused: 2 rollouts that failed still stand there: go back to what serves first, which removes them",
    );
  });

  it("knows which rollout the pods that roll over run: its own pod did not fail", async () => {
    answers = {
      ...answers,
      "/api/v1/namespaces/shops/services/shop": { spec: { selector: { rollout: "stable" } } },
      "/apis/apps/v1/namespaces/shops/deployments": {
        items: [
          { metadata: { labels: { rollout: "stable", "app.kubernetes.io/version": OTHER } } },
          { metadata: { labels: { rollout: OTHER } } },
        ],
      },
    };

    expect(await run()).toEqual([0, ["stable serves; rollouts that failed: none"]]);
  });

  it("never stands in the way back, however many failed", async () => {
    deployments(LIVE, OTHER, ANOTHER, OWN);

    expect(await run({ FAILED: "" })).toEqual([
      0,
      [`${LIVE} serves; rollouts that failed: ${OTHER} ${ANOTHER}`],
    ]);
  });

  it("knows a first release, which nothing serves yet", async () => {
    answers = { ...answers, "/api/v1/namespaces/shops/services/shop": { kind: "Status" } };

    deployments(OWN);

    expect(await run()).toEqual([0, ["nothing serves; rollouts that failed: none"]]);
  });

  it("shows every problem at once", async () => {
    answers = { ...answers, "/apis/eks.amazonaws.com/v1": {} };
    const [, lines] = await run({ PODS: "7" });

    expect((lines as string[]).filter((line) => line.startsWith("refused"))).toHaveLength(4);
  });

  it("fails where nobody answers", async () => {
    const [code] = await run({ API: "http://127.0.0.1:1" });

    expect(code).not.toBe(0);
  });

  function deployments(...rollouts: string[]): void {
    const items = rollouts.map((rollout) => ({ metadata: { labels: { rollout } } }));
    answers = { ...answers, "/apis/apps/v1/namespaces/shops/deployments": { items } };
  }
});

function healthy(): Readonly<Record<string, unknown>> {
  return {
    "/api/v1/namespaces/shops/pods": { kind: "Pod" },
    "/api/v1/namespaces/shops/resourcequotas": { items: [{ status: QUOTA }] },
    "/apis/eks.amazonaws.com/v1": { resources: [{ kind: "TargetGroupBinding" }] },
    "/api/v1/namespaces/shops/services/shop": { spec: { selector: { rollout: LIVE } } },
    "/apis/apps/v1/namespaces/shops/deployments": {
      items: [{ metadata: { labels: { rollout: LIVE } } }],
    },
  };
}
