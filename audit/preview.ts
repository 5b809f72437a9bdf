import { z } from "zod";

import { Waiver } from "../config/waiver";
import { Digest } from "./digest";
import { parseJson } from "./json";
import { Policies } from "./policies";

/** One preview as it is kept: free of secrets, with all that reports and judges need to know. */
export const Preview = z.strictObject({
  stack: z.string(),
  /** A preview that failed is incomplete. */
  outcome: z.enum(["succeeded", "failed"]),
  digest: Digest,
  policies: Policies,
  /** Those of the stack that held on the day. */
  waivers: z.array(Waiver),
});
export type Preview = z.infer<typeof Preview>;

/** Reads what `diff --out` kept as `preview.json`. */
export function readPreview(text: string): Preview {
  const preview = Preview.safeParse(parseJson("the preview", text));
  if (!preview.success) throw new Error(`unreadable preview:\n${z.prettifyError(preview.error)}`);
  return preview.data;
}
