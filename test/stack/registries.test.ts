import { specs } from "../../apps";
import type { AppSpec } from "../../apps/spec";
import { recordStack } from "../support/environment";
import { written } from "../support/look";
import type { Recording } from "../support/recorder";
import { STACKS } from "../support/three-stacks";
import { container, process, recordAllTelling } from "../support/workloads";

const of = recordAllTelling();

const DIGEST = /^[^@]+@sha256:[0-9a-f]{64}$/;

describe("the registry", () => {
  it("LIFE-30 SAL-20 finds every release and deployment again, and deletes none", () => {
    expect(keptBy(of("prod"), "life-os-api")).toEqual(["v*.*.*"]);
    expect(keptBy(of("prod"), "life-os-frontend")).toEqual(["v*.*.*"]);
    expect(keptBy(of("prod"), "salitemihret-backend")).toEqual(["prod-*", "staging-*"]);
    expect(keptBy(of("prod"), "salitemihret-frontend")).toEqual(["prod-*", "staging-*"]);
  });

  it("SAL-19 LIFE-26 has a repository for each of two images", () => {
    const repositories = of("prod").of("ecr/repository:Repository");
    const names = repositories.map(({ inputs }) => inputs["name"]);

    expect(names.filter((name) => String(name).startsWith("salitemihret-"))).toEqual([
      "salitemihret-backend",
      "salitemihret-frontend",
    ]);
    expect(names.filter((name) => String(name).startsWith("life-os-"))).toEqual([
      "life-os-api",
      "life-os-frontend",
    ]);
    for (const [component, name, containerPort] of [
      ["backend", "ai-studio-api", 8000],
      ["frontend", "ai-studio-frontend", 3000],
    ] as const) {
      expect(process(of("prod"), "life-os", component).type).toContain(":Deployment");
      expect(container(of("prod"), "life-os", component)).toMatchObject({
        name,
        ports: [{ containerPort }],
      });
    }
  });

  it("APP-10 LOS-20 gives one digest to every environment, and to none a tag", () => {
    for (const app of ["appos", "life-os", "lifeos", "salitemihret"]) {
      const images = STACKS.map((stack) => container(of(stack), app, "backend").image);

      expect(images[0]).toMatch(DIGEST);
      expect(new Set(images).size).toBe(1);
    }
  });

  it("is pulled from by the roles of the other two accounts, and pushed to by nobody of theirs", () => {
    for (const { inputs } of of("prod").of("RepositoryPolicy")) {
      const others = written(inputs["policy"]).filter(({ Principal }) =>
        /111111111111|222222222222/.test(JSON.stringify(Principal)),
      );

      expect(others).toMatchObject([
        {
          Effect: "Allow",
          Principal: {
            AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"],
          },
        },
      ]);
      expect(JSON.stringify(others)).not.toContain("PutImage");
    }
    expect(of("prod").of("RepositoryPolicy")).toHaveLength(6);
  });

  it("has all of its account's images scanned for as long as they are kept, from one stack", () => {
    const scans = STACKS.map((stack) =>
      of(stack)
        .of("RegistryScanningConfiguration")
        .map(({ inputs }) => inputs["scanType"]),
    );

    expect(scans).toEqual([[], [], ["ENHANCED"]]);
  });

  it("of another account's stack leaves scanning to that one", async () => {
    const { recording } = await recordStack("prod", ({ registry, ...settings }) => {
      const { scanning, ...rest } = registry;
      expect(scanning).toBe("enhanced");
      return { ...settings, registry: rest, ownsAccount: false };
    });

    expect(recording.of("RegistryScanningConfiguration")).toEqual([]);
    expect(recording.of("ecr/repository:Repository")).toHaveLength(6);
  });
});

describe("LifeOS", () => {
  it("LOS-15 is pulled from GHCR with a login, and has nothing in AWS", () => {
    for (const stack of STACKS) {
      const repositories = of(stack).of("ecr/repository:Repository");
      const pull = of(stack).find(({ name }) => name.startsWith("lifeos-pull-"));
      const secret = pull.inputs as { type: string; stringData: Record<string, string> };
      const { auths } = JSON.parse(secret.stringData[".dockerconfigjson"] ?? "") as {
        auths: Record<string, { auth: string }>;
      };

      expect(repositories.filter(({ inputs }) => inputs["name"] === "lifeos")).toEqual([]);
      expect(container(of(stack), "lifeos", "backend").image).toMatch(
        /^ghcr\.io\/org\/lifeos@sha256:/,
      );
      expect(secret.type).toBe("kubernetes.io/dockerconfigjson");
      expect(Object.keys(auths)).toEqual(["ghcr.io/org"]);
      expect(Buffer.from(auths["ghcr.io/org"]?.auth ?? "", "base64").toString()).toBe(
        `lifeos:${stack}:lifeos.registryPassword`,
      );
      expect(pull.secrets).toEqual(["stringData"]);
    }
  });

  it("LOS-22 LOS-26 may lie in ECR, where main, develop and latest move and all is scanned", async () => {
    const lifeos = { ...specs["lifeos"], registry: { kind: "ecr" } } as AppSpec;
    const { recording } = await recordStack("prod", undefined, { ...specs, lifeos });

    expect(recording.named("lifeos-registry-repository", "Repository").inputs).toMatchObject({
      name: "lifeos",
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: ["develop", "latest", "main"].map((filter) => ({
        filter,
        filterType: "WILDCARD",
      })),
      imageScanningConfiguration: { scanOnPush: true },
    });
    expect(keptBy(recording, "lifeos")).toEqual(["*.*.*", "develop", "latest", "main"]);
  });
});

/** Patterns of the tags that a repository's policy never expires, and nothing else about tags. */
function keptBy(recording: Recording, repository: string): readonly string[] {
  const { inputs } = recording.named(`${repository}-registry-lifecycle`, "LifecyclePolicy");
  const { rules } = JSON.parse(String(inputs["policy"])) as {
    rules: readonly {
      selection: { tagStatus: string; tagPatternList?: readonly string[]; countNumber: number };
    }[];
  };
  const tagged = rules.filter(({ selection }) => selection.tagStatus !== "untagged");
  expect(tagged.map(({ selection }) => selection.countNumber)).toEqual(tagged.map(() => 999_999));
  return tagged.flatMap(({ selection }) => selection.tagPatternList ?? []);
}
