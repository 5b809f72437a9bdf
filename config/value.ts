import { z } from "zod";

/** A whole number within limits that the error names. */
export function whole(min: number, max: number) {
  const error = ({ input }: { readonly input?: unknown }) =>
    typeof input === "number"
      ? `use a whole number from ${min} to ${max}; got ${input}`
      : undefined;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A list that names nothing twice. */
export function distinct<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .refine((all) => new Set(all).size === all.length, "name each of them only once");
}

/** A name in DNS, in lower case, with at least one dot. */
export function dnsName(text: string, length: number) {
  return z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, text)
    .max(length, `a certificate takes no longer name: use at most ${length} characters`);
}

/** Says what is wrong with a key, where zod alone says only that it is. */
export function keyInWords(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
}

/** Says in our words what is wrong where zod says `code`. */
export function inWords(code: z.core.$ZodIssue["code"], text: string) {
  return (issue: z.core.$ZodRawIssue) => (issue.code === code ? text : undefined);
}

/** For a check that compares fields: whether these are valid, whatever else is wrong beside them. */
export function whenValid(fields: z.ZodRawShape) {
  const compared = z.object(fields);
  return ({ value }: { readonly value: unknown }) => compared.safeParse(value).success;
}
