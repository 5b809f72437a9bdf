import type { Json } from "./exchange";

/** One page of a list, and where the others are. */
export interface Page {
  readonly items: readonly Json[];
  readonly links: string;
}

/** Cuts a list as `per_page` (30, at most 100) and `page` say. */
export function pageOf(list: readonly Json[], url: URL): Page {
  const number = (name: string, standard: number) =>
    Math.max(1, Math.trunc(Number(url.searchParams.get(name) ?? standard)) || standard);
  const size = Math.min(number("per_page", 30), 100);
  const page = number("page", 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const link = (to: number, rel: string) => {
    const there = new URL(url);
    there.searchParams.set("page", String(to));
    return `<${there.href}>; rel="${rel}"`;
  };
  return {
    items: list.slice((page - 1) * size, page * size),
    links: [
      ...(page > 1 ? [link(page - 1, "prev"), link(1, "first")] : []),
      ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ].join(", "),
  };
}
