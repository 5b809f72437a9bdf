import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import type { Writer } from "../../audit/github/api";

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/** Who writes with the token of a job. */
export const BOT = "github-actions[bot]";
const ISSUE = "/repos/example-org/platform/issues/7/comments";

/** The comments of pull request 7 of `example-org/platform`, as GitHub serves them. */
export class Thread {
  comments: Comment[] = [];
  readonly asked: string[] = [];
  private next = 1000;

  says(body: string, login: string): void {
    this.comments.push({ id: this.next++, body, user: { login } });
  }

  bodies(login = BOT): string[] {
    return this.comments.filter(({ user }) => user.login === login).map(({ body }) => body);
  }

  /** The thread without a network in between. */
  get api(): Writer {
    return {
      get: () => Promise.resolve({ shown: false, status: 404 }),
      list: () => {
        this.asked.push("GET");
        return Promise.resolve({ shown: true, body: structuredClone(this.comments) });
      },
      send: (route, { comment_id, body }) => {
        const [method = ""] = route.split(" ");
        this.change(method, Number(comment_id), String(body));
        return Promise.resolve({});
      },
    };
  }

  /** Answers over HTTP, thirty a page or as many as are asked for; its address, and how it ends. */
  async serve(): Promise<{ readonly url: string; readonly close: () => void }> {
    const server = createServer((request, response) => {
      void text(request).then((sent) => {
        const url = new URL(request.url ?? "", address());
        const { body = "" } = (sent === "" ? {} : JSON.parse(sent)) as { body?: string };
        const { status, headers, answer } = this.answer(request.method ?? "", url, body);
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(answer));
      });
    });
    const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    return { url: address(), close };
  }

  private answer(method: string, url: URL, body: string) {
    const path = url.pathname.replace("/api/v3", "");
    if (method !== "GET") {
      this.change(method, Number(/(\d+)$/.exec(path)?.[1]), body);
      return { status: method === "POST" ? 201 : 200, headers: {}, answer: {} };
    }
    if (path !== ISSUE) return { status: 404, headers: {}, answer: { message: "Not Found" } };
    this.asked.push("GET");
    const size = Number(url.searchParams.get("per_page") ?? 30);
    const page = Number(url.searchParams.get("page") ?? 1);
    url.searchParams.set("page", String(page + 1));
    const more = page * size < this.comments.length;
    return {
      status: 200,
      headers: more ? { link: `<${url.href}>; rel="next"` } : {},
      answer: this.comments.slice((page - 1) * size, page * size),
    };
  }

  private change(method: string, id: number, body: string): void {
    this.asked.push(method);
    if (method === "POST") this.says(body, BOT);
    const found = this.comments.find((one) => one.id === id);
    if (method === "PATCH" && found !== undefined) found.body = body;
    if (method === "DELETE") this.comments = this.comments.filter((one) => one.id !== id);
  }
}
