import { spawn } from "node:child_process";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { SMOKE_SCRIPT } from "../../../components/workload/smoke-script";
import type { SmokeCheck } from "../../../config/smoke";

type Answer = readonly [status: number, body?: string];

const HEALTH = { method: "GET", path: "/health", expect: [200], fatal: true } as const;

describe("the script that asks a rollout", () => {
  let server: Server;
  let asked: string[] = [];
  let headers: IncomingHttpHeaders = {};
  /** What is answered, one after the other; the last one again and again. */
  let answers: Readonly<Record<string, readonly Answer[]>> = {};
  beforeAll((done) => {
    server = createServer(({ method = "", url = "", headers: sent }, response) => {
      headers = sent;
      const given = answers[url] ?? [[404, "no such page"]];
      const [status, body] = given[asked.filter((one) => one.endsWith(` ${url}`)).length] ??
        given.at(-1) ?? [500];
      asked.push(`${method} ${url}`);
      response.writeHead(status, { location: "/health" }).end(body);
    }).listen(0, "127.0.0.1", done);
  });
  afterAll((done) => {
    server.close(done);
  });
  beforeEach(() => {
    [asked, answers] = [[], { "/health": [[200, '{"status": "ok"}']] }];
  });
  const portOf = () => (server.address() as AddressInfo).port;
  const run = async (checks: unknown, port = portOf(), further: object = {}) => {
    const env = {
      PATH: process.env["PATH"],
      ...{ TARGET_URL: `http://127.0.0.1:${port}`, TRIES: "3", DELAY_SECONDS: "0.01" },
      CHECKS: JSON.stringify(checks),
      ...further,
    };
    const child = spawn("bash", ["-c", SMOKE_SCRIPT], { env, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
    }
    const code = await new Promise((done) => child.on("close", done));
    return [code, text.trim().split("\n")];
  };
  const words = (...bodyContains: string[]): SmokeCheck => ({ ...HEALTH, bodyContains });

  it("passes what it is told to expect, in its order, and says so", async () => {
    answers = { ...answers, "/login?a=[1]": [[422]] };
    const login = { method: "POST", path: "/login?a=[1]", expect: [400, 422], fatal: true };

    expect(await run([login, words("ok", "healthy")])).toEqual([
      0,
      ["passed: POST /login?a=[1] answered 422", "passed: GET /health answered 200"],
    ]);
    expect(asked).toEqual(["POST /login?a=[1]", "GET /health"]);
  });

  it("asks again as often as it is told, and no more often than it must", async () => {
    answers = { "/health": [[503], [200, "starting"], [200, "healthy"]] };

    expect(await run([words("ok", "healthy")])).toEqual([0, ["passed: GET /health answered 200"]]);
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Answer, SmokeCheck, string]>([
    ["another status", [500, "ok"], words("ok"), "answered 500, not 200"],
    [
      "none of several statuses",
      [200],
      { ...HEALTH, expect: [201, 204] },
      "answered 200, not 201 or 204",
    ],
    ["a redirect", [302], HEALTH, "answered 302, not 200"],
    ["another body", [200, "down"], words("ok", "healthy"), "answered 200 without ok or healthy"],
    ["half a word", [200, "unhealthy, broken"], words("ok", "healthy"), "answered 200 without ok"],
    ["a body that only a pattern matches", [200, "oak"], words("o.k"), "answered 200 without o.k"],
  ])(
    "fails after the last try with %s, and asks nothing more",
    async (_what, answer, check, told) => {
      answers = { "/health": [answer] };
      const [code, lines] = await run([check, { ...HEALTH, path: "/more" }]);

      expect(code).toBe(1);
      expect(lines).toEqual([expect.stringContaining(`failed: GET /health ${told}`)]);
      expect(asked).toEqual(["GET /health", "GET /health", "GET /health"]);
    },
  );

  it("does not take one answer's body for the next one's", async () => {
    answers = { ...answers, "/empty": [[200]] };
    const [code] = await run([words("ok"), { ...words("ok"), path: "/empty" }]);

    expect(code).toBe(1);
  });

  it("fails where nobody answers", async () => {
    expect(await run([HEALTH], 1)).toEqual([1, ["failed: GET /health answered nothing, not 200"]]);
  });

  it("LOS-83 prints what is not fatal, asks it once and passes", async () => {
    answers = { ...answers, "/api/v1/ping": [[401, "secret"]] };
    const ping = { method: "GET", path: "/api/v1/ping", expect: [200], fatal: false };

    expect(await run([words("ok", "healthy"), ping])).toEqual([
      0,
      ["passed: GET /health answered 200", "not fatal: GET /api/v1/ping answered 401, not 200"],
    ]);
    expect(asked).toEqual(["GET /health", "GET /api/v1/ping"]);
  });

  it("asks the front door by its own name, for one rollout, as a guest where that is wanted", async () => {
    const further = {
      TARGET_URL: `http://shop.test:${portOf()}`,
      CONNECT_TO: "127.0.0.1",
      ROLLOUT: "0123456789ab",
      PASSWORD: "open sesame",
      RELEASE: "fedcba987654",
      CDN_KEY: "sesame",
    };

    expect((await run([HEALTH], portOf(), further))[0]).toBe(0);
    expect(headers).toMatchObject({
      host: `shop.test:${portOf()}`,
      "x-rollout": "0123456789ab",
      "x-release": "fedcba987654",
      "x-cdn-key": "sesame",
      authorization: `Basic ${Buffer.from("guest:open sesame").toString("base64")}`,
    });
    await run([HEALTH]);
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["x-rollout"]));
    expect(headers.authorization).toBeUndefined();
  });

  it("asks everything again in every round, and fails in the first that does", async () => {
    const further = { ROUNDS: "2", PAUSE_SECONDS: "0.01" };
    answers = { "/health": [[200, "ok"], [500]] };

    expect((await run([words("ok")], portOf(), further))[0]).toBe(1);
    answers = { "/health": [[200, "ok"]] };
    asked = [];
    expect((await run([words("ok")], portOf(), further))[0]).toBe(0);
    expect(asked).toHaveLength(2);
  });

  it.each([[[]], ["nonsense"], [[{ method: "GET" }]]])(
    "fails with checks like %j",
    async (checks) => {
      const [code] = await run(checks);

      expect(code).not.toBe(0);
      expect(asked).toEqual([]);
    },
  );
});
