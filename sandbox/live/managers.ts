import { digest } from "../cloud/seal";
import { items, text } from "../facts/paths";
import type { Target } from "../provider/target";
import { isProps, type Props } from "../provider/values";
import { type Api, APPLY, MERGE, type Request } from "./api";

/** Who owns what a creation sent. */
export const CREATOR = "pulumi-kubernetes";

/** Sends an object as a whole: what it no longer says goes away, what others own stays theirs. */
export function apply({ rules, logicalName }: Target, object: Props): Request {
  const fieldManager = `${CREATOR}-${digest(`${rules.type}::${logicalName}`, 8)}`;
  return {
    verb: "patch",
    object,
    query: { fieldManager },
    body: object,
    contentType: APPLY,
  };
}

/** Hands what the creation sent over to the manager of updates, or nothing of it could ever be taken away. */
export async function adopt(api: Api, found: Props, { query }: Request): Promise<void> {
  const { name, namespace, resourceVersion } = found["metadata"] as Props;
  const managers = items(found, "metadata.managedFields").filter(isProps);
  const ours = (manager: Props) =>
    text(manager, "manager") === CREATOR &&
    text(manager, "operation") === "Update" &&
    text(manager, "subresource") === "";
  if (!managers.some(ours)) return;
  const managedFields = managers.map((manager) =>
    ours(manager)
      ? { ...manager, manager: query?.["fieldManager"] ?? CREATOR, operation: "Apply" }
      : manager,
  );
  const body = { metadata: { name, namespace, resourceVersion, managedFields } } as Props;
  await api.send({ verb: "patch", object: found, body, contentType: MERGE });
}
