import { z } from "zod";

/** An IPv4 range as AWS and Kubernetes write it: its first address, and how many bits stay as they are. */
export const Cidr = z.cidrv4("name an IPv4 range, for example 203.0.113.0/24").pipe(
  z.string().refine((range) => range === canonical(range), {
    error: ({ input }) => `name the first address of the range: ${canonical(String(input))}`,
  }),
);

/** Whether two IPv4 ranges share an address. */
export function overlap(a: string, b: string): boolean {
  const [one, other] = [bounds(a), bounds(b)];
  return one.first <= other.last && other.first <= one.last;
}

/** Whether one IPv4 range lies in another. */
export function within(inner: string, outer: string): boolean {
  const [one, other] = [bounds(inner), bounds(outer)];
  return other.first <= one.first && one.last <= other.last;
}

/** First and last address of a range, as numbers. */
function bounds(range: string) {
  const [address = "", prefix = ""] = range.split("/");
  const size = 2 ** (32 - Number(prefix));
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = number - (number % size);
  return { first, last: first + size - 1 };
}

function canonical(range: string): string {
  const octets = [24, 16, 8, 0].map((shift) => (bounds(range).first >>> shift) & 255);
  return `${octets.join(".")}/${range.split("/")[1] ?? ""}`;
}
