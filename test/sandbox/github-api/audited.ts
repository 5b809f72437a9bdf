import type { Api } from "../../../audit/github/api";
import type { Hub } from "./client";
import { objections } from "./description";

/** The API as the audit wants it; every request and answer must be as GitHub describes them. */
export function over(hub: Hub, token: string): Api {
  const ask = async (route: string, parameters: Readonly<Record<string, unknown>>) => {
    const path = route.replace(/\{(\w+)\}/g, (_match, name: string) => String(parameters[name]));
    const query = "includes_parents" in parameters ? "?includes_parents=false" : "";
    const answer = await hub.raw(`${path}${query}`, undefined, token);
    expect(answer.status === 403 ? [] : objections(answer)).toEqual([]);
    return answer;
  };
  return {
    get: async (route, parameters) => {
      const { status, body } = await ask(route, parameters);
      return status === 200 ? { shown: true, body } : { shown: false, status };
    },
    list: async (route, parameters) => {
      const { status, body } = await ask(route, parameters);
      const list = Array.isArray(body) ? body : Object.values(body as object).find(Array.isArray);
      return status === 200
        ? { shown: true, body: list as readonly unknown[] }
        : { shown: false, status };
    },
  };
}
