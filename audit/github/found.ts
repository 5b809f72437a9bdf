import type { Blind, Found, Unseen } from "./facts";

/** What the token needs, as GitHub names it. */
export function lacking(permission: string): Unseen {
  return {
    lacks: `the repository permission "${permission}"`,
    remedy: "a token with this permission, of somebody who may read that",
  };
}

/** Nothing found, and why. */
export function blindTo(...blind: readonly Blind[]): Found {
  return { facts: [], blind };
}

/** Several findings as one. */
export async function together(parts: readonly (Found | Promise<Found>)[]): Promise<Found> {
  const all = await Promise.all(parts.map(async (part) => part));
  return { facts: all.flatMap(({ facts }) => facts), blind: all.flatMap(({ blind }) => blind) };
}
