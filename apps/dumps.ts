import type { DumpFacts } from "./stores";

/** What `pg_restore` reads, under AppOS's names; who names no format gets it too. */
export const CUSTOM_DUMP: DumpFacts = { format: "custom", name: "backup_%Y%m%d_%H%M.dump" };
