import { z } from "zod";

/** Inputs or outputs of a resource; none where the state says none. */
export const Properties = z.record(z.string(), z.unknown()).default({});

/**
 * The resources in what `pulumi stack export` printed, as far as `resource` describes them; none where
 * nothing was ever deployed. Rejects what is no exported state.
 */
export function resourcesIn<Resource extends z.ZodType>(
  resource: Resource,
  exported: unknown,
): readonly z.output<Resource>[] {
  const state = z.object({
    deployment: z.object({ resources: z.array(resource).default([]) }).nullish(),
  });
  return state.parse(exported).deployment?.resources ?? [];
}
