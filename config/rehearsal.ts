import { z } from "zod";

/** What the outputs of a stack tell of the last rehearsal of a restore. */
export const LastRehearsal = z.object({
  /** The instance that was restored. */
  instance: z.string(),
  /** When the last check had passed; UTC. */
  at: z.iso.datetime(),
  /** From the order to restore until then: the recovery time that was measured. */
  minutes: z.number(),
});
export type LastRehearsal = z.infer<typeof LastRehearsal>;
