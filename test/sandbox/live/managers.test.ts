import type { Api, Request } from "../../../sandbox/live/api";
import { adopt, apply } from "../../../sandbox/live/managers";
import type { Target } from "../../../sandbox/provider/target";

const METADATA = { name: "it", namespace: "app", resourceVersion: "7" };
const CREATED = { manager: "pulumi-kubernetes", operation: "Update" };
const STATUS = { ...CREATED, subresource: "status" };
const OTHER = { manager: "kubectl", operation: "Update" };
const target = { rules: { type: "kubernetes:core/v1:ConfigMap" }, logicalName: "it" } as Target;

describe("who owns the fields of an object on a real API server", () => {
  const update = apply(target, { kind: "ConfigMap", metadata: METADATA });
  const fieldManager = update.query?.["fieldManager"];

  it("is a manager of each resource's own, once it is updated", () => {
    const another = apply({ ...target, logicalName: "other" }, {});

    expect(update).toMatchObject({ verb: "patch", contentType: "application/apply-patch+yaml" });
    expect(fieldManager).toMatch(/^pulumi-kubernetes-[0-9a-f]{8}$/);
    expect(another.query?.["fieldManager"]).not.toBe(fieldManager);
  });

  it("hands over what the creation owned, and nothing of anybody else's", async () => {
    const sent = await asked([CREATED, STATUS, OTHER]);

    const adopted = { manager: fieldManager, operation: "Apply" };
    expect(sent).toMatchObject([
      {
        verb: "patch",
        contentType: "application/merge-patch+json",
        body: { metadata: { ...METADATA, managedFields: [adopted, STATUS, OTHER] } },
      },
    ]);
  });

  it("is left alone where there is nothing to hand over", async () => {
    expect(await asked([STATUS, OTHER])).toEqual([]);
  });

  /** What is sent before an update of an object with these managers. */
  async function asked(managedFields: readonly object[]): Promise<readonly Request[]> {
    const sent: Request[] = [];
    const api: Api = {
      send: (request) => {
        sent.push(request);
        return Promise.resolve({ status: 200, body: {}, warnings: [] });
      },
    };
    const found = { metadata: { ...METADATA, managedFields } };
    await adopt(api, found as Parameters<typeof adopt>[1], update);
    return sent;
  }
});
