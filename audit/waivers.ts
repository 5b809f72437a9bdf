import { z } from "zod";

import { Waiver } from "../config/waiver";

const Config = z.record(z.string(), z.unknown());
const Settings = z.object({ objectValue: z.object({ waivers: z.array(Waiver) }) });

/** The waivers in what `pulumi config --json` printed that hold on a day (`YYYY-MM-DD`, UTC). */
export function waiversIn(config: unknown, today: string): Waiver[] {
  return Object.values(Config.parse(config))
    .flatMap((entry) => Settings.safeParse(entry).data?.objectValue.waivers ?? [])
    .filter(({ expires }) => today <= expires);
}
