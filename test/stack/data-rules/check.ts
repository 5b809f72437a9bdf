import type { Recording } from "../../support/recorder";

/** What is right, and values that are not: a rule that took one of them would prove nothing. */
export interface Check {
  readonly right: (value: unknown, stack: Recording) => boolean;
  readonly wrong: readonly unknown[];
  /** A value that is right, for a rule that nothing keeps. */
  readonly example?: unknown;
}

export function is(example: boolean | number | string): Check {
  const other = typeof example === "boolean" ? !example : `not ${String(example)}`;
  return { right: (value) => value === example, wrong: [undefined, other], example };
}

export function atLeast(least: number): Check {
  return {
    right: (value) => typeof value === "number" && value >= least,
    wrong: [undefined, least - 1],
    example: least,
  };
}

export function oneOf(...values: readonly string[]): Check {
  return { right: (value) => values.includes(String(value)), wrong: [undefined, "another"] };
}

/** Anything but these; what is absent is none of them. */
export function not(...wrong: readonly unknown[]): Check {
  return { right: (value) => !wrong.includes(value), wrong, example: 1 };
}

/** Something, whatever it is. */
export const given: Check = {
  right: (value) => ![undefined, "", 0].includes(value as string) && !isEmpty(value),
  wrong: [undefined, ""],
  example: "something",
};

/** Nothing; `wrong` is what must not be there. */
export function absent(...wrong: readonly unknown[]): Check {
  return { right: (value) => value === undefined, wrong };
}

/** A list with all of these, and perhaps others. */
export function has(...members: readonly string[]): Check {
  return {
    right: (value) => Array.isArray(value) && members.every((member) => value.includes(member)),
    wrong: [undefined, ...members.map((missing) => members.filter((one) => one !== missing))],
  };
}

/** A parameter of a parameter group, set to this value, or to any but these wrong ones. */
export function parameter(name: string, value: string, ...wrong: readonly string[]): Check {
  const set = (to: string) => [{ name, value: to }];
  return {
    right: (all) =>
      Array.isArray(all) && all.some((one: Parameter) => one.name === name && one.value === value),
    wrong: [undefined, [], ...wrong.map(set)],
  };
}

interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** The ARN of something of this type that the stack declares: no default of AWS, nothing of others. */
export function declared(type: string): Check {
  return {
    right: (value, stack) => stack.of(type).some(({ name }) => value === `arn:${name}`),
    wrong: [undefined, "arn:aws:service:eu-central-1:333333333333:of-somebody-else"],
  };
}

/** Subnets that the stack declares, whose route table leads nowhere. */
export const isolated: Check = {
  right: (ids, stack) =>
    Array.isArray(ids) && ids.length > 1 && ids.every((id) => hasNoWayOut(id, stack)),
  wrong: [
    undefined,
    [],
    ["a", "b"],
    ["network-private-euc1-az1-id", "network-private-euc1-az2-id"],
  ],
};

function hasNoWayOut(subnetId: unknown, stack: Recording): boolean {
  const tables = stack
    .of("RouteTableAssociation")
    .filter(({ inputs }) => inputs["subnetId"] === subnetId)
    .map(({ inputs }) => inputs["routeTableId"]);
  const known = stack.of("Subnet").some(({ name }) => `${name}-id` === subnetId);
  return known && tables.length === 1 && !routed(stack).some((table) => tables.includes(table));
}

function routed(stack: Recording): readonly unknown[] {
  return stack.of("Route").map(({ inputs }) => inputs["routeTableId"]);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
