import { BlockList } from "node:net";

import fc from "fast-check";

import { Cidr, overlap, within } from "../../config/cidr";

/** Ranges so near each other that many of them touch. */
const range = fc
  .tuple(fc.integer({ min: 0, max: 1023 }), fc.integer({ min: 20, max: 32 }))
  .map(([n, bits]) => written(0xcb00_7000 + n - (n % 2 ** (32 - bits)), bits));

describe("a range", () => {
  it.each([
    ["10.1.0.0/16", "10.1.0.0/16"],
    ["10.1.2.3/16", "name the first address of the range: 10.1.0.0/16"],
    ["255.255.255.255/1", "name the first address of the range: 128.0.0.0/1"],
    ["203.0.113.7/0", "name the first address of the range: 0.0.0.0/0"],
    ["203.0.113.7/32", "203.0.113.7/32"],
    ["203.0.113.7", "name an IPv4 range, for example 203.0.113.0/24"],
    ["203.0.113.0/33", "name an IPv4 range, for example 203.0.113.0/24"],
    ["203.0.256.0/24", "name an IPv4 range, for example 203.0.113.0/24"],
    ["10.010.0.0/16", "name an IPv4 range, for example 203.0.113.0/24"],
    ["fd00::/8", "name an IPv4 range, for example 203.0.113.0/24"],
  ])("%s is read as %s", (text, expected) => {
    const { data, error } = Cidr.safeParse(text);

    expect(data ?? error.issues.map(({ message }) => message).join()).toBe(expected);
  });

  it("is valid by its first address alone", () => {
    fc.assert(
      fc.property(range, (text) => {
        expect(Cidr.safeParse(text).success).toBe(true);
      }),
    );
  });
});

describe("two ranges", () => {
  it.each([
    ["10.0.0.0/16", "10.0.0.0/16", true, true],
    ["10.0.128.0/17", "10.0.0.0/16", true, true],
    ["10.0.0.0/16", "10.0.128.0/17", true, false],
    ["10.1.0.0/16", "10.0.0.0/16", false, false],
    ["10.0.0.0/24", "10.0.1.0/24", false, false],
    ["128.0.0.0/1", "0.0.0.0/1", false, false],
    ["255.255.255.255/32", "0.0.0.0/0", true, true],
  ])("%s and %s overlap: %s, the first lies in the second: %s", (a, b, shared, inside) => {
    expect([overlap(a, b), within(a, b)]).toEqual([shared, inside]);
  });

  it("overlap as Node says, whichever comes first", () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        const shared = holds(a, first(b)) || holds(b, first(a));

        expect([overlap(a, b), overlap(b, a)]).toEqual([shared, shared]);
        expect(within(a, b)).toBe(holds(b, first(a)) && prefix(a) >= prefix(b));
      }),
    );
  });
});

function written(address: number, bits: number): string {
  return `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")}/${bits}`;
}

function holds(text: string, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(first(text), prefix(text));
  return list.check(address);
}

function first(text: string): string {
  return text.split("/")[0] ?? "";
}

function prefix(text: string): number {
  return Number(text.split("/")[1]);
}
