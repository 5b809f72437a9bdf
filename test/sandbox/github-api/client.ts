import { serve, type Served } from "../../../sandbox/github-api/server";
import { plugin, type Plugin } from "../provider/plugin";
import { temporary } from "../temporary";
import { objections } from "./description";

export const R = "/repos/example-org";

/** An environment and where it is, as a program declares it. */
export const WITHIN = { repository: "appos", environment: "prod" };
export const ENVIRONMENT = {
  ...WITHIN,
  waitTimer: 5,
  canAdminsBypass: false,
  preventSelfReview: true,
  reviewers: [{ teams: [9202], users: [9101] }],
  deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
};

/** A sandbox's GitHub with its API, and the provider that declares things there. */
export class Hub {
  readonly sandbox = temporary();
  private served: Served | undefined;

  /** Lets the API answer until `close`. */
  async open(): Promise<Plugin> {
    this.served = await serve(this.sandbox);
    return this.provider();
  }

  provider(): Promise<Plugin> {
    return plugin("github", { sandbox: this.sandbox });
  }

  async close(): Promise<void> {
    await this.served?.close();
  }

  /** One request; what GitHub's own description has against it or the answer fails the test. */
  async ask(line: string, sent?: object, token = "strong") {
    const answer = await this.raw(line, sent, token);
    expect(objections(answer)).toEqual([]);
    return answer;
  }

  /** The same, whatever GitHub's description says. */
  async raw(line: string, sent?: object, token?: string) {
    const [method = "", path = ""] = line.split(" ");
    const url = new URL(`${this.served?.url ?? ""}api/v3${path}`);
    const response = await fetch(url, {
      method,
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
    const text = await response.text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    return { method, url, sent, status: response.status, headers: response.headers, body };
  }
}
