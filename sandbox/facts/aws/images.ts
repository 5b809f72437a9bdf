import type { Fact, Facts, Limit } from "../fact";
import { items, like, text, texts } from "../paths";
import { regionOf } from "../templates";
import { isJson } from "./iam";
import { key } from "./keys";
import { lifecycleRefusal } from "./lifecycle-policy";

const REPOSITORY = "aws:ecr/repository:Repository";

const OF_REPOSITORY: Fact = {
  id: "{repository}",
  upsert: true,
  replaceOn: ["repository"],
  parents: [
    {
      type: REPOSITORY,
      id: "{repository}",
      text: "RepositoryNotFoundException: The repository with name '{}' does not exist in the registry",
    },
  ],
  computed: ({ scope }) => ({ registryId: scope.owner }),
};

const MUTABILITY = ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"];

const FILTERS = "imageTagMutabilityExclusionFilters";
const MUTABILITIES: readonly Limit[] = [
  {
    path: "imageTagMutability",
    text: `must be one of ${MUTABILITY.join(", ")}`,
    holds: (value) => MUTABILITY.some((each) => each === value),
  },
  {
    path: FILTERS,
    text: "takes 1 to 5 filters of up to 128 letters, digits, . _ * - with at most two *",
    holds: (_value, inputs) => {
      const filters = texts(inputs, `${FILTERS}.filter`);
      const right = filters.every(like(/^(?!([^*]*\*){3})[\w.*-]{1,128}$/));
      return right && filters.length >= 1 && filters.length <= 5;
    },
  },
  {
    path: FILTERS,
    text: "applies to IMMUTABLE_WITH_EXCLUSION and MUTABLE_WITH_EXCLUSION alone",
    holds: (_value, inputs) => text(inputs, "imageTagMutability").endsWith("_WITH_EXCLUSION"),
  },
  {
    path: "imageTagMutability",
    text: "with an exclusion needs filters",
    holds: (_value, inputs) =>
      !text(inputs, "imageTagMutability").endsWith("_WITH_EXCLUSION") ||
      items(inputs, FILTERS).length > 0,
  },
];

/** Which frequencies each kind of scan knows. */
const FREQUENCIES: Readonly<Record<string, readonly string[]>> = {
  BASIC: ["SCAN_ON_PUSH", "MANUAL"],
  ENHANCED: ["CONTINUOUS_SCAN", "SCAN_ON_PUSH"],
};

/** Repositories of images, and what an account decides about all of them. */
export const images: Facts = {
  [REPOSITORY]: {
    arn: "ecr:{region}:{account}:repository/{name}",
    exists:
      "RepositoryAlreadyExistsException: The repository with name '{name}' already exists in the registry",
    replaceOn: ["name", "encryptionConfigurations"],
    parents: [key("encryptionConfigurations.kmsKey")],
    owns: { repository: "{name}" },
    limits: [
      {
        path: "name",
        text: "takes 2 to 256 lower-case letters, digits, single . _ - and /",
        holds: like(/^(?=.{2,256}$)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/),
      },
      ...MUTABILITIES,
    ],
    computed: ({ inputs, scope, name }) => {
      const region = regionOf({ inputs, scope });
      return {
        registryId: scope.owner,
        repositoryUrl: `${scope.owner}.dkr.ecr.${region}.amazonaws.com/${name}`,
      };
    },
    refusesDelete: (live) =>
      Number(live["imageCount"] ?? 0) > 0 && live["forceDelete"] !== true
        ? "RepositoryNotEmptyException: The repository cannot be deleted because it still contains images"
        : undefined,
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    ...OF_REPOSITORY,
    limits: [{ path: "policy", text: "must be JSON", holds: isJson }],
    forbids: (inputs) => lifecycleRefusal(text(inputs, "policy")),
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    ...OF_REPOSITORY,
    limits: [
      { path: "policy", text: "must be JSON", holds: isJson },
      { path: "policy", text: "takes at most 10240 characters", holds: like(/^[^]{0,10240}$/) },
    ],
  },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    id: "{account}",
    upsert: true,
    limits: [
      {
        path: "scanType",
        text: "must be BASIC or ENHANCED",
        holds: (_value, inputs) => Object.hasOwn(FREQUENCIES, text(inputs, "scanType")),
      },
      {
        path: "rules",
        text: "takes at most two rules",
        holds: (_value, inputs) => items(inputs, "rules").length <= 2,
      },
      {
        path: "rules",
        api: true,
        text: "ValidationException: The scan frequency is not supported by the scan type",
        holds: (_value, inputs) =>
          texts(inputs, "rules.scanFrequency").every((frequency) =>
            (FREQUENCIES[text(inputs, "scanType")] ?? []).includes(frequency),
          ),
      },
    ],
    computed: ({ scope }) => ({ registryId: scope.owner }),
  },
};
