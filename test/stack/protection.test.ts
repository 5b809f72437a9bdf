import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

describe("protection", () => {
  it.each(["staging", "prod"] as const)(
    "ALL-4 everything in %s that holds data is protected three ways",
    (stack) => {
      const stores = [
        ...of(stack).of("Instance"),
        ...of(stack).of("ReplicationGroup"),
        ...of(stack).of("Key"),
      ];

      expect(stores).toHaveLength(4 + 4 + 1);
      for (const { name, protect, beforeDelete } of stores) {
        expect([name, protect, beforeDelete]).toEqual([name, true, ["refuse-destruction"]]);
      }
      for (const { inputs } of of(stack).of("Instance")) {
        expect(inputs).toMatchObject({ deletionProtection: true });
      }
    },
  );

  it("ALL-4 keys outlive their stack", () => {
    expect(of("prod").one("Key").retainOnDelete).toBe(true);
    expect(of("dev").one("Key").retainOnDelete).toBe(false);
  });
});

describe("ownership", () => {
  it.each(STACKS)(
    "ALL-5 every resource of %s says which application, environment, stack and owner",
    (stack) => {
      for (const { type, name, inputs } of of(stack).all) {
        const stamp = stampOf(type, inputs);
        if (stamp === undefined) continue;
        const app =
          type === "kubernetes:core/v1:Namespace" ? {} : { app: expect.any(String) as string };
        expect([name, stamp]).toEqual([
          name,
          expect.objectContaining({ ...app, environment: stack, stack, owner: "platform-ops" }),
        ]);
      }
    },
  );

  it("ALL-6 APP-25 one stack owns the image repositories, whose tags never change meaning", () => {
    const repositories = STACKS.map((stack) => of(stack).of("ecr/repository:Repository"));

    expect(repositories.map((r) => r.map(({ inputs }) => inputs["name"]))).toEqual([
      [],
      [],
      [
        "appos",
        "life-os-api",
        "life-os-frontend",
        "salitemihret-backend",
        "salitemihret-frontend",
        "toolbox",
      ],
    ]);
    for (const { inputs } of repositories.flat()) {
      expect(inputs).toMatchObject({
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        forceDelete: false,
      });
    }
  });
});

/** AWS types that cannot be tagged, and the children of types that can. */
const UNTAGGABLE =
  /:(Route|RouteTableAssociation|Alias|RolePolicy|LifecyclePolicy|RepositoryPolicy)$/;

function stampOf(type: string, inputs: Readonly<Record<string, unknown>>): unknown {
  if (type.startsWith("aws:")) return UNTAGGABLE.test(type) ? undefined : (inputs["tags"] ?? {});
  if (!type.startsWith("kubernetes:")) return undefined;
  return (inputs["metadata"] as { labels?: object }).labels ?? {};
}
