import { runInNewContext } from "node:vm";

import { VIEWER_FUNCTION } from "../../../components/edge/viewer-function";

type Request = { uri: string; readonly headers: Readonly<Record<string, { value: string }>> };
type Handler = (event: { readonly request: Request }) => Promise<object>;

/** The function as CloudFront runs it: its one import is handed in, its store knows these values. */
function handler(values: Readonly<Record<string, string>>): Handler {
  const get = (key: string) => {
    const value = values[key];
    return value === undefined ? Promise.reject(new Error("no such key")) : Promise.resolve(value);
  };
  const code = VIEWER_FUNCTION.replace('import cf from "cloudfront";', "");
  return runInNewContext(`${code}\nhandler`, { cf: { kvs: () => ({ get }) } }) as Handler;
}

const CURRENT = { release: "0123456789ab" };

async function found(uri: string, headers: Request["headers"] = {}, values: object = CURRENT) {
  return handler(values as Record<string, string>)({ request: { uri, headers } });
}

describe("what CloudFront does before it looks for a page", () => {
  it.each([
    ["/", "/releases/0123456789ab/index.html"],
    ["/index.html", "/releases/0123456789ab/index.html"],
    ["/assets/app-1f2e.js", "/releases/0123456789ab/assets/app-1f2e.js"],
    ["/members", "/releases/0123456789ab/index.html"],
    ["/members/7/payments/", "/releases/0123456789ab/index.html"],
    ["/reports/v1.2/members", "/releases/0123456789ab/index.html"],
    ["/assets/missing.js", "/releases/0123456789ab/assets/missing.js"],
  ])("SAL-23 finds %s at %s, by the pointer", async (uri, file) => {
    expect(await found(uri)).toEqual({ uri: file, headers: {} });
  });

  it("shows another release to who names it, and to nobody else", async () => {
    const headers = { "x-release": { value: "fedcba987654" } };

    expect(await found("/", headers)).toMatchObject({ uri: "/releases/fedcba987654/index.html" });
    expect(await found("/", headers, {})).toMatchObject({
      uri: "/releases/fedcba987654/index.html",
    });
  });

  it.each(["../secrets", "fedcba98765", "FEDCBA987654", "fedcba987654/..", ""])(
    "takes %j for no release",
    async (value) => {
      expect(await found("/", { "x-release": { value } })).toMatchObject({
        uri: "/releases/0123456789ab/index.html",
      });
    },
  );

  it("says that there is none before the first release", async () => {
    expect(await found("/", {}, {})).toEqual({
      statusCode: 503,
      statusDescription: "No release yet",
    });
  });

  it("is small enough for CloudFront, and knows nothing but its store", () => {
    expect(VIEWER_FUNCTION.length).toBeLessThan(10_240);
    expect(VIEWER_FUNCTION.match(/\bimport\b/g)).toHaveLength(1);
    expect(VIEWER_FUNCTION).not.toMatch(/\b(fetch|require|process|eval)\b/);
  });
});
