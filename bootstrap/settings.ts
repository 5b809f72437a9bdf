import { z } from "zod";

import { Region } from "../config/ground";
import { Environment } from "../config/schema";
import { Name } from "../config/application";
import { distinct, whole } from "../config/value";

const AccountId = z.string().regex(/^\d{12}$/, "name an account by its twelve digits, in quotes");

/** What one account has before the platform is there. */
export const Settings = z
  .strictObject({
    owner: Name,
    aws: z.strictObject({ accountId: AccountId, region: Region }).readonly(),
    /** Accounts whose pipelines read the state of this environment too. */
    readers: distinct(AccountId),
    /** In one account alone: the buckets of all environments. */
    backend: z
      .strictObject({
        /** Whose pipelines write which state. */
        accounts: z.record(Environment, AccountId),
        /** Days for which earlier states come back. */
        stateDays: whole(30, 3650),
        /** Days for which nobody, whoever they are, deletes evidence. */
        evidenceDays: whole(365, 3650),
      })
      .readonly()
      .optional(),
  })
  .readonly();
export type Settings = z.infer<typeof Settings>;
