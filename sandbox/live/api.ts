import type { HttpMethod, KubernetesObject, ResponseContext } from "@kubernetes/client-node";

import type { Props } from "../provider/values";

/** What an API server answered, refusals included. */
export interface Answer {
  /** HTTP status code. */
  readonly status: number;
  /** The object, or the `Status` that says why not. */
  readonly body: Props;
  readonly warnings: readonly string[];
}

export interface Request {
  readonly verb: "create" | "read" | "patch" | "delete" | "list";
  /** What it is about, by `apiVersion`, `kind` and `metadata`. */
  readonly object: Props;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as it is: nothing that the server might not know is left out. */
  readonly body?: Props;
  /** `application/json` unless said otherwise. */
  readonly contentType?: string;
}

/** An API server that really answers. */
export interface Api {
  /** Rejects where there is no answer, or no such kind. */
  readonly send: (request: Request) => Promise<Answer>;
}

export const APPLY = "application/apply-patch+yaml";
export const MERGE = "application/merge-patch+json";

const METHODS = { create: "POST", read: "GET", list: "GET", patch: "PATCH", delete: "DELETE" };

/** Connects to the current context of a kubeconfig file. */
export async function connect(kubeconfig: string): Promise<Api> {
  const { KubeConfig, KubernetesObjectApi } = await import("@kubernetes/client-node");

  /** The library's own calls drop every field that it does not know, which the server would refuse. */
  class Unfiltered extends KubernetesObjectApi implements Api {
    async send({ verb, object, query, body, contentType }: Request): Promise<Answer> {
      const path = await this.specUriPath(structuredClone(object), verb);
      const context = this.configuration.baseServer.makeRequestContext(
        path,
        METHODS[verb] as HttpMethod,
      );
      context.setHeaderParam("Accept", "application/json");
      for (const [key, value] of Object.entries(query ?? {})) context.setQueryParam(key, value);
      if (body !== undefined) {
        context.setHeaderParam("Content-Type", contentType ?? "application/json");
        context.setBody(JSON.stringify(body));
      }
      return (await this.requestPromise(context, UNFILTERED)) as unknown as Answer;
    }

    protected override async processResponse<T extends KubernetesObject>(
      response: ResponseContext,
      type?: string,
    ): Promise<T> {
      if (type !== UNFILTERED) return super.processResponse<T>(response, type);
      const answer: Answer = {
        status: response.httpStatusCode,
        body: JSON.parse(await response.body.text()) as Props,
        warnings: warningsOf(response.headers["warning"] ?? ""),
      };
      return answer as unknown as T;
    }
  }

  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return config.makeApiClient(Unfiltered);
}

const UNFILTERED = "unfiltered";

/** Reads `299 - "text", 299 - "text"`. */
function warningsOf(header: string): readonly string[] {
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
    text.replaceAll(/\\(.)/g, "$1"),
  );
}
