import { parse } from "yaml";
import { z } from "zod";

import { IsoDate } from "../../config/waiver";

/** Why two environments differ in some places. */
const Reason = z.strictObject({
  reason: z.string().min(10, "say why, in at least ten characters"),
  owner: z.string().min(1),
  expires: IsoDate,
  /**
   * `type name`, where a resource exists in one of the two alone, or `type name property`, where it
   * differs; `*` stands for any text.
   */
  where: z
    .array(z.string().regex(/^\S+ \S+(?: \S+)?$/, "write type name, or type name property"))
    .min(1),
});
type Reason = z.infer<typeof Reason>;

const Reasons = z.strictObject({
  between: z.tuple([z.string(), z.string()]),
  reasons: z.array(Reason),
});

/** One place, with the reason why two environments differ there. */
export interface Place extends Omit<Reason, "where"> {
  readonly where: string;
}

/** Reads the reasons on record for how two stacks differ. */
export function readReasons(text: string, stacks: readonly [string, string]): readonly Place[] {
  const read = Reasons.safeParse(parse(text));
  if (!read.success) throw new Error(`unreadable reasons:\n${z.prettifyError(read.error)}`);
  const { between, reasons } = read.data;
  if (between.join() === stacks.join()) {
    return reasons.flatMap((reason) => reason.where.map((where) => ({ ...reason, where })));
  }
  throw new Error(`the reasons are for ${between.join(" and ")}, not for ${stacks.join(" and ")}`);
}

/** Whether a place is where a difference is; without a property, the resource is in one stack alone. */
export function matches({ where }: Place, type: string, name: string, property: string): boolean {
  const [types = "", names = "", properties = ""] = where.split(" ");
  return (
    (properties === "") === (property === "") &&
    [glob(types, type), glob(names, name), glob(properties, property)].every(Boolean)
  );
}

function glob(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`).test(text);
}
