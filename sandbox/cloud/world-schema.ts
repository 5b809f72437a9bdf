import { z } from "zod";

const Id = z.int().positive();

const Users = z.record(z.string(), Id);
const Teams = z.record(z.string(), z.strictObject({ id: Id, members: z.array(z.string()) }));
const Repositories = z.record(z.string(), z.strictObject({ id: Id, defaultBranch: z.string() }));

/** What exists before the first run. */
export const World = z
  .strictObject({
    accounts: z.record(
      z.string(),
      z.strictObject({ id: z.string().regex(/^\d{12}$/), caller: z.string() }),
    ),
    regions: z.record(
      z.string(),
      z.strictObject({ description: z.string(), zones: z.record(z.string(), z.string()) }),
    ),
    hostedZones: z.array(z.strictObject({ name: z.string(), id: z.string(), account: z.string() })),
    clusters: z.record(
      z.string(),
      z.strictObject({ account: z.string(), region: z.string(), version: z.string() }),
    ),
    github: z.strictObject({
      organization: z.strictObject({ login: z.string(), id: Id, plan: z.string() }),
      users: Users,
      teams: Teams,
      repositories: Repositories,
      access: z.record(z.string(), z.enum(["pull", "triage", "push", "maintain", "admin"])),
    }),
  })
  .readonly();
export type World = z.infer<typeof World>;
