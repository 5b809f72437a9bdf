import { z } from "zod";

import { whole } from "./value";

/** Where an environment takes its artifacts from, and how long they must have served there. */
export const Promotion = z
  .strictObject({
    /** Stack whose outputs are the evidence. */
    from: z.enum(["staging"]),
    /** Hours without interruption, at most thirty days. */
    soakHours: whole(0, 720),
  })
  .readonly();
export type Promotion = z.infer<typeof Promotion>;
