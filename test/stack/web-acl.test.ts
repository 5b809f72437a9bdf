import { CANARY, recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { recordAll } from "../support/three-stacks";
import { type Asked, judged, type Verdict } from "../support/web-acl";
import { changed } from "./changed";

const of = recordAll();

const [BALANCER, CDN] = ["edge-firewall-acl", "salitemihret-site-firewall-acl"];

const request = (host: string, change: Partial<Asked> = {}, headers: object = {}): Asked => ({
  ...{ address: "192.0.2.1", count: 1, ...change },
  headers: { host, ...headers },
});
const blocked = (rule: string): Verdict => ({ rule, status: 403, headers: {} });

describe("the web ACL of production", () => {
  it.each<[what: string, asked: Asked, verdict: Verdict]>([
    ["an ordinary request", request("os.fcy.sh"), "allow"],
    ["the last request of five minutes", request("os.fcy.sh", { count: 2000 }), "allow"],
    ["one more", request("os.fcy.sh", { count: 2001 }), blocked("os_fcy_sh-rate")],
    [
      "one more under the host with its port",
      request("OS.fcy.sh:443", { count: 2001 }),
      blocked("os_fcy_sh-rate"),
    ],
    ["many of another host", request("elsewhere.test", { count: 9999 }), "allow"],
  ])("LIFE-32 answers %s before the load balancer as it should", (_what, asked, verdict) => {
    expect(judged(of("prod"), BALANCER, asked)).toEqual(verdict);
  });

  it.each<[what: string, change: Partial<Asked>, verdict: Verdict]>([
    ["an ordinary request", {}, "allow"],
    ["one too many", { count: 2001 }, blocked("salitemihret_example-org_test-rate")],
  ])("answers %s before the CDN alike", (_what, change, verdict) => {
    const asked = request("salitemihret.example-org.test", change);

    expect(judged(of("prod"), CDN, asked)).toEqual(verdict);
  });

  it.each<[who: string, headers: object, verdict: Verdict]>([
    ["everybody", {}, blocked("salitemihret_example-org_test-cdn")],
    ["who guesses", { "x-cdn-key": "guess" }, blocked("salitemihret_example-org_test-cdn")],
    ["the CDN", { "x-cdn-key": "generated-salitemihret-cdn-key-a" }, "allow"],
    ["the CDN by its other key", { "x-cdn-key": "generated-salitemihret-cdn-key-b" }, "allow"],
  ])("answers %s at the load balancer behind the CDN", (_who, headers, verdict) => {
    // Whatever the count: all come from the CDN's own addresses.
    const asked = request("salitemihret.example-org.test", { count: 99_999 }, headers);

    expect(judged(of("prod"), BALANCER, asked)).toEqual(verdict);
  });
});

describe.each([
  ["life-os", "staging.os.fcy.sh", BALANCER],
  ["salitemihret", "salitemihret.staging.example-org.test", CDN],
])("the web ACL of staging with an allow-list and a password for %s", (app, host, acl) => {
  const name = host.replaceAll(".", "_");
  const login = (password: string) => ({
    authorization: `Basic ${Buffer.from(`guest:${password}`).toString("base64")}`,
  });
  const asksForIt: Verdict = {
    rule: `${name}-password`,
    status: 401,
    headers: { "WWW-Authenticate": `Basic realm="${host}", charset="UTF-8"` },
  };
  let staging: Recording;
  beforeAll(async () => {
    const access = {
      allowedCidrs: ["203.0.113.0/24"],
      password: "secret",
      requestsPer5Minutes: 100,
    };
    staging = (await recordStack("staging", changed(app, { access }))).recording;
  });

  it.each<[what: string, change: Partial<Asked>, headers: object, verdict: Verdict]>([
    ["an address outside the list", {}, login(CANARY), blocked(`${name}-addresses`)],
    ["one beside it", { address: "203.0.114.0" }, login(CANARY), blocked(`${name}-addresses`)],
    ["one of it without a password", { address: "203.0.113.7" }, {}, asksForIt],
    ["one with a wrong password", { address: "203.0.113.7" }, login("guess"), asksForIt],
    ["one with the password", { address: "203.0.113.255" }, login(CANARY), "allow"],
    ["the environment itself", { address: "198.51.100.1" }, login(CANARY), "allow"],
    [
      "who guesses passwords too often",
      { address: "203.0.113.7", count: 101 },
      login("guess"),
      blocked(`${name}-rate`),
    ],
  ])("answers %s as it should", (_what, change, headers, verdict) => {
    expect(judged(staging, acl, request(host, change, headers))).toEqual(verdict);
  });

  it("asks nobody at another host", () => {
    expect(judged(staging, acl, request("elsewhere.test"))).toBe("allow");
  });
});
