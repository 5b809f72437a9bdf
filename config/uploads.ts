import { z } from "zod";

import type { Application } from "./application";
import { type Guarantee, PROD, SHARED, unless } from "./guarantee";
import { whole } from "./value";

/** A bucket for what people upload. */
export const Uploads = z
  .strictObject({
    /** Days after which earlier versions of a file go, all but the last three. */
    noncurrentDays: whole(1, 3650),
    lifecycle: z.enum(["durable", "disposable"]),
  })
  .readonly();
export type Uploads = z.infer<typeof Uploads>;

/** What is promised to whoever uploads something. */
export const UPLOADS: readonly Guarantee<Application>[] = [
  {
    environments: SHARED,
    path: "uploads.lifecycle",
    text: "what people upload outside dev outlives the stack (durable)",
    broken: ({ uploads }) =>
      uploads === undefined
        ? undefined
        : unless(uploads.lifecycle === "durable", uploads.lifecycle),
  },
  {
    environments: PROD,
    path: "uploads.noncurrentDays",
    text: "a file that was overwritten or deleted in production comes back for 30 days at least",
    broken: ({ uploads }) =>
      uploads === undefined
        ? undefined
        : unless(uploads.noncurrentDays >= 30, uploads.noncurrentDays),
  },
];
