import { recordStack } from "../support/environment";
import { recordAll, STACKS } from "../support/three-stacks";
import { metadata } from "../support/workloads";

const of = recordAll();

describe.each(STACKS)("what is called in %s as it was before", (stack) => {
  it("has the same name in the cluster, so that taking it over deletes nothing", async () => {
    const { recording } = await recordStack(stack, (settings) => ({
      ...settings,
      applications: Object.fromEntries(
        Object.entries(settings.applications).map(([name, app]) => [
          name,
          { ...app, attempt: 1, rotation: { a: app.rotation.a, b: "2026-11-01" } },
        ]),
      ),
    }));
    const isObject = ({ inputs }: { readonly inputs: object }) => "metadata" in inputs;
    const before = new Map(
      of(stack)
        .all.filter(isObject)
        .map((r) => [`${r.type} ${r.name}`, metadata(r).name]),
    );
    const same = recording.all.filter(isObject).filter((r) => before.has(`${r.type} ${r.name}`));

    expect(same.length).toBeGreaterThan(50);
    for (const r of same) expect(metadata(r).name).toBe(before.get(`${r.type} ${r.name}`));
  });
});
