import { dirname } from "node:path";

import {
  isProps,
  mapProps,
  Secret,
  Unknown,
  type Props,
  type Value,
} from "../../../sandbox/provider/values";
import { checkInputs } from "../../../sandbox/schema/check";
import type { PackageSchema } from "../../../sandbox/schema/model";
import { readPackage } from "../../../sandbox/schema/read";
import { AWS_SAMPLES } from "./samples-aws";
import { GITHUB_SAMPLES, RANDOM_SAMPLES } from "./samples-github";
import { KUBERNETES_SAMPLES } from "./samples-kubernetes";

const AWS = installed("aws");
const KUBERNETES = installed("kubernetes");
const GITHUB = installed("github");
const RANDOM = installed("random");

const SAMPLES: readonly (readonly [token: string, schema: PackageSchema, inputs: Props])[] = [
  ...samples(AWS, AWS_SAMPLES),
  ...samples(KUBERNETES, KUBERNETES_SAMPLES),
  ...samples(GITHUB, GITHUB_SAMPLES),
  ...samples(RANDOM, RANDOM_SAMPLES),
];

const deployment = KUBERNETES_SAMPLES["kubernetes:apps/v1:Deployment"];
const service = KUBERNETES_SAMPLES["kubernetes:core/v1:Service"];

describe("schemas of the installed SDKs", () => {
  it.each([
    [AWS, 1_739],
    [KUBERNETES, 551],
    [GITHUB, 89],
    [RANDOM, 11],
  ])("miss no resource type", ({ resources }, count) => {
    expect(Object.keys(resources).length).toBeGreaterThanOrEqual(count);
  });

  it.each(SAMPLES)("accept a correct %s", (token, schema, inputs) => {
    expect(checkInputs(schema, token, inputs)).toEqual([]);
  });

  it.each(SAMPLES)("accept unknown and secret values in %s", (token, schema, inputs) => {
    const outer = mapProps(inputs, (value) => new Secret(value));
    const inner = mapProps(inputs, () => new Unknown());

    expect(checkInputs(schema, token, outer)).toEqual([]);
    expect(checkInputs(schema, token, inner)).toEqual([]);
  });

  it.each(SAMPLES)("look at every single value of %s", (token, schema, inputs) => {
    const problems = [...damaged(inputs)].map((one) => checkInputs(schema, token, one as Props));

    expect(problems.length).toBeGreaterThan(1);
    expect(problems.filter(({ length }) => length !== 1)).toEqual([]);
  });

  it.each<[what: string, schema: PackageSchema, token: string, inputs: Props, problems: Problems]>([
    [
      "a misspelt property of a container",
      KUBERNETES,
      "kubernetes:apps/v1:Deployment",
      withSpec(deployment, { template: { spec: { containers: [{ name: "a", imagge: "b" }] } } }),
      { "spec.template.spec.containers[0].imagge": "is not a known property, did you mean image?" },
    ],
    [
      "a misspelt property of a lifecycle rule",
      AWS,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      { bucket: "b", rules: [{ id: "a", status: "Enabled", expiration: { day: 1 } }] },
      { "rules[0].expiration.day": "is not a known property, did you mean days?" },
    ],
    [
      "a missing property, at the top and below",
      AWS,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      { rules: [{ status: "Enabled" }] },
      { bucket: "is required", "rules[0].id": "is required" },
    ],
    [
      "text instead of a number",
      KUBERNETES,
      "kubernetes:apps/v1:Deployment",
      withSpec(deployment, { replicas: "2" }),
      { "spec.replicas": "must be a number, not a string" },
    ],
    [
      "the version of another group",
      KUBERNETES,
      "kubernetes:apps/v1:Deployment",
      { ...deployment, apiVersion: "v1" },
      { apiVersion: 'must be "apps/v1"' },
    ],
    [
      "a resource type that does not exist",
      AWS,
      "aws:s3/buckt:Buckt",
      {},
      { "": expect.stringContaining("has no type aws:s3/buckt:Buckt") as string },
    ],
  ])("find %s", (_, schema, token, inputs, problems) => {
    const found = checkInputs(schema, token, inputs).map(({ path, reason }) => [path, reason]);

    expect(Object.fromEntries(found)).toEqual(problems);
  });

  it("leave open what the SDK leaves open", () => {
    const Condition = { StringEquals: { "aws:SourceAccount": ["1"] }, Bool: { a: true } };
    const policy = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "a", Condition }],
    };

    expect(checkInputs(AWS, "aws:iam/rolePolicy:RolePolicy", { role: "a", policy })).toEqual([]);
    expect(
      checkInputs(KUBERNETES, "kubernetes:core/v1:Service", withSpec(service, { type: "NewKind" })),
    ).toEqual([]);
  });
});

describe("custom resources", () => {
  const binding = {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "TargetGroupBinding",
    metadata: { name: "web" },
    spec: { anything: [1, { goes: true }] },
  };

  it("are accepted as they are", () => {
    const token = "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding";

    expect(checkInputs(KUBERNETES, token, binding)).toEqual([]);
  });

  it("have the metadata of every object", () => {
    const token = "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding";
    const metadata = { name: "web", labls: {} };

    expect(checkInputs(KUBERNETES, token, { ...binding, metadata })).toEqual([
      { path: "metadata.labls", reason: "is not a known property, did you mean labels?" },
    ]);
  });

  it.each(["kubernetes:apps/v1:Deploymnt", "kubernetes:core/v2:Pod", "kubernetes:Pod"])(
    "cannot pretend to be built in: %s",
    (token) => {
      expect(checkInputs(KUBERNETES, token, binding)).toEqual([
        { path: "", reason: expect.stringContaining(`has no type ${token}`) as string },
      ]);
    },
  );
});

type Problems = Readonly<Record<string, string>>;

function installed(name: string): PackageSchema {
  return readPackage(dirname(require.resolve(`@pulumi/${name}/package.json`)));
}

function samples(schema: PackageSchema, byToken: Readonly<Record<string, Props>>) {
  return Object.entries(byToken).map(([token, inputs]) => [token, schema, inputs] as const);
}

function withSpec(object: { readonly spec: Props }, spec: Props): Props {
  return { ...object, spec: { ...object.spec, ...spec } };
}

/** The same value again and again, each time with another of its leaves turned into a list of lists. */
function* damaged(value: Value): Generator<Value> {
  if (Array.isArray(value)) {
    const items: readonly Value[] = value;
    for (const [i, item] of items.entries())
      for (const one of damaged(item)) yield items.with(i, one);
  } else if (isProps(value)) {
    for (const [key, item] of Object.entries(value)) {
      for (const one of damaged(item)) yield { ...value, [key]: one };
    }
  } else {
    yield [[]];
  }
}
