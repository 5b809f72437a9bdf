import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { openWorld } from "../cloud/world";
import { Cloud } from "./cloud";
import { PREFIX, respond, type Response } from "./respond";

/** An API that answers until it is closed. */
export interface Served {
  /** What `GITHUB_BASE_URL` wants: as on a server of one's own, the API lies below it. */
  readonly url: string;
  readonly owner: string;
  readonly close: () => Promise<void>;
}

/** Serves the GitHub organisation on the sandbox's disk on a free port of this machine alone. */
export async function serve(sandbox: string): Promise<Served> {
  const world = await openWorld(sandbox);
  let asked = 0;
  const server = createServer((request, response) => {
    const cloud = new Cloud(sandbox, world, `${origin()}${PREFIX}`);
    void answer(cloud, request, () => asked++).then(({ status, headers, body }) => {
      response.writeHead(status, headers);
      response.end(body === undefined ? "" : JSON.stringify(body));
    });
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `${origin()}/`,
    owner: world.github.organization.login,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  cloud: Cloud,
  request: IncomingMessage,
  count: () => number,
): Promise<Response> {
  const body = await text(request);
  const { method = "GET", url = "/", headers } = request;
  const { authorization } = headers;
  const question = { method, url: new URL(url, cloud.url), authorization, body };
  try {
    return respond(cloud, question, count());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 500, headers: {}, body: { message } };
  }
}
