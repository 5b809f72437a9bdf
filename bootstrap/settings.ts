import { z } from "zod";

import { Region, RoleArn } from "../config/ground";
import { Environment } from "../config/schema";
import { Name } from "../config/application";
import { distinct, whole } from "../config/value";

const AccountId = z.string().regex(/^\d{12}$/, "name an account by its twelve digits, in quotes");

/** What one account has before the platform is there. */
export const Settings = z
  .strictObject({
    owner: Name,
    aws: z.strictObject({ accountId: AccountId, region: Region }).readonly(),
    /** Roles of other accounts that read the state of this environment too, those of pipelines and of people. */
    readers: distinct(RoleArn),
    /** In one account alone: the buckets of all environments. */
    backend: z
      .strictObject({
        /** Whose pipelines write which state. */
        accounts: z.record(Environment, AccountId),
        /** Roles of people of these accounts, who run `pulumi` before there are pipelines, and where those may not. */
        people: z.record(Environment, distinct(RoleArn)),
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
