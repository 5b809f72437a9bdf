import { Cron } from "croner";

import { find, type Place } from "../cloud/objects";
import { isProps, type Props, type Value } from "../provider/values";
import type { Limit } from "./fact";
import { at, between, items, like } from "./paths";

const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const ALL: readonly Omit<Limit, "api">[] = [
  {
    path: "metadata.name",
    text: "metadata.name: Invalid value: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'",
    holds: like(SUBDOMAIN),
  },
  {
    path: "metadata.labels",
    text: "metadata.labels: Invalid value: must be no more than 63 bytes",
    holds: each((label) => typeof label !== "string" || Buffer.byteLength(label) <= 63),
  },
];

const SELECTED = {
  path: "spec.selector.matchLabels",
  text: "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`",
  holds: (selector: Value, inputs: Props) => covers(templateLabels(inputs), selector),
};

/** What the API server refuses of a kind, whatever else exists. */
const OF_KIND: Readonly<Record<string, readonly Omit<Limit, "api">[]>> = {
  CronJob: [
    {
      path: "spec.schedule",
      text: "spec.schedule: Invalid value: expected exactly 5 fields",
      holds: (value) => typeof value === "string" && isSchedule(value),
    },
  ],
  DaemonSet: [SELECTED],
  Deployment: [SELECTED],
  PodDisruptionBudget: [
    {
      path: "spec.minAvailable",
      text: "spec: Invalid value: minAvailable and maxUnavailable cannot be both set",
      holds: (_, { spec }) => isProps(spec) && (spec["maxUnavailable"] ?? null) === null,
    },
  ],
  Secret: [
    {
      path: "data",
      text: "cannot be handled as a Secret: illegal base64 data",
      holds: each(like(BASE64)),
    },
  ],
  Service: [
    {
      path: "spec.ports",
      text: "spec.ports: Invalid value: must be between 1 and 65535, inclusive",
      holds: (_, inputs) =>
        items(inputs, "spec.ports").every(
          (port) => !isProps(port) || between(port["port"] ?? 0, 1, 65_535),
        ),
    },
  ],
  StatefulSet: [SELECTED],
};

/** The limits of a kind; the provider knows none of them. */
export function limitsOf(kind: string): readonly Limit[] {
  return [...ALL, ...(OF_KIND[kind] ?? [])].map((limit) => ({ ...limit, api: true }));
}

/** Why what is there forbids its own change. */
export function frozen(type: string, id: string, inputs: Props, place: Place): string | undefined {
  const old = find(place, type, id)?.inputs;
  const same = JSON.stringify(old?.["data"]) === JSON.stringify(inputs["data"]);
  return old?.["immutable"] === true && !same
    ? "data: Forbidden: field is immutable when `immutable` is set"
    : undefined;
}

function each(holds: (value: Value) => boolean): (value: Value) => boolean {
  return (map) => !isProps(map) || Object.values(map).every(holds);
}

function covers(labels: Props, selector: Value): boolean {
  return (
    isProps(selector) && Object.entries(selector).every(([key, value]) => labels[key] === value)
  );
}

function templateLabels(inputs: Props): Props {
  const labels = at(inputs, "spec.template.metadata.labels");
  return isProps(labels) ? labels : {};
}

function isSchedule(pattern: string): boolean {
  if (pattern.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(pattern, { paused: true }).getPattern() !== undefined;
  } catch {
    return false;
  }
}
