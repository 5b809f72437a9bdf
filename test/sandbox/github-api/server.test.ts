import { setQuirk } from "../../../sandbox/cloud/quirks";
import { ROUTES } from "../../../sandbox/github-api/routes";
import { describes } from "./description";
import { Hub, R } from "./client";

describe("the emulated API of GitHub", () => {
  const hub = new Hub();
  beforeAll(() => hub.open());
  afterAll(() => hub.close());

  it.each(ROUTES.map(({ method, path }) => `${method} ${path}`))(
    "serves what GitHub describes: %s",
    (line) => {
      expect(describes(line)).toBe(true);
    },
  );

  it.each<[string, string, object | undefined, string | undefined, number, string]>([
    ["nobody", `GET ${R}/appos`, undefined, undefined, 401, "Requires authentication"],
    ["another owner", "GET /repos/somebody/appos", undefined, "t", 404, "Not Found"],
    ["no such repository", `GET ${R}/nothing`, undefined, "t", 404, "Not Found"],
    ["no such environment", `GET ${R}/appos/environments/x`, undefined, "t", 404, "Not Found"],
    ["no such route", `GET ${R}/appos/nonsense`, undefined, "t", 404, "Not Found"],
    ["another method", `POST ${R}/appos`, {}, "t", 404, "Not Found"],
    ["a list for an object", `PATCH ${R}/appos`, [], "t", 400, "Problems parsing JSON"],
    [
      "a weak token that writes",
      `PUT ${R}/appos/environments/x`,
      {},
      "weak",
      403,
      "Resource not accessible by personal access token",
    ],
  ])("refuses %s", async (_what, line, body, token, status, message) => {
    const answer = await hub.raw(line, body, token);

    expect(answer).toMatchObject({ status, body: { message } });
  });

  it("says how often one may still ask, and refuses the first request when told to", async () => {
    const { headers } = await hub.ask(`GET ${R}/appos`);
    expect(headers.get("x-ratelimit-limit")).toBe("5000");
    expect(Number(headers.get("x-ratelimit-remaining"))).toBeLessThan(5000);
    expect(headers.get("x-github-request-id")).not.toBeNull();

    setQuirk(hub.sandbox, "rate-limit", true);
    await hub.close();
    await hub.open();
    const first = await hub.raw(`GET ${R}/appos`, undefined, "t");
    expect(first).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("secondary rate limit") as string },
    });
    expect(first.headers.get("retry-after")).toBe("1");
    expect((await hub.ask(`GET ${R}/appos`)).status).toBe(200);
  });

  it("cuts lists into pages and says where the others are", async () => {
    for (const name of ["a", "b", "c"])
      await hub.ask(`PUT ${R}/appos/environments/${name}%2F1`, {});
    const list = `${R}/appos/environments?per_page=2`;

    const first = await hub.ask(`GET ${list}`);
    const second = await hub.ask(`GET ${list}&page=2`);

    expect(names(first.body)).toEqual(["a/1", "b/1"]);
    expect(first.headers.get("link")).toMatch(
      /[?&]page=2>; rel="next", <.*[?&]page=2>; rel="last"/,
    );
    expect(names(second.body)).toEqual(["c/1"]);
    expect(second.headers.get("link")).not.toContain('rel="next"');
    expect(second.body).toMatchObject({ total_count: 3 });
  });
});

function names(body: unknown): readonly string[] {
  return (body as { environments: { name: string }[] }).environments.map(({ name }) => name);
}
