import { text } from "../facts/paths";
import { guarded } from "../provider/outputs";
import type { Target } from "../provider/target";
import { isProps, type Props } from "../provider/values";
import type { Answer } from "./api";

export function succeeded({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** Why the server refused, in its own words. */
export function reasonOf({ status, body }: Answer): string {
  return text(body, "message") || `the server answered ${status}`;
}

/** What the engine keeps of an object: all that the server says, and what it takes without ever giving it back. */
export function outputsOf({ rules }: Target, live: Props, { stringData }: Props): Props {
  const known = Object.entries(live["metadata"] as Props);
  const metadata = Object.fromEntries(known.filter(([key]) => key !== "managedFields"));
  const given = stringData === undefined ? {} : { stringData };
  return guarded(rules, { ...live, ...given, metadata });
}

/** Whatever else is known of an object, its id says where it lies: `name` or `namespace/name`. */
export function identified({ apiVersion, kind, metadata }: Props, id: string): Props {
  const [name = "", namespace] = id.split("/").reverse();
  const known = isProps(metadata) ? metadata : {};
  return {
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    metadata: { ...known, name, ...(namespace !== undefined && { namespace }) },
  };
}
