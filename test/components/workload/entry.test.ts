import type * as pulumi from "@pulumi/pulumi";

import {
  candidate,
  type CandidateArgs,
  live,
  PREVIEW_HEADER,
} from "../../../components/workload/entry";
import { Name } from "../../../config/application";
import { record } from "../../support/recorder";
import { CANDIDATE, ENTRY, STAMP, told } from "./sample";

describe("the target group of a candidate", () => {
  it("takes the addresses of pods, and asks them whether they are ready", async () => {
    const { inputs } = (await offered()).one("TargetGroup");

    expect(inputs).toEqual({
      name: "shop-backend-0123456789ab",
      vpcId: "vpc-1",
      targetType: "ip",
      protocol: "HTTP",
      port: 8000,
      deregistrationDelay: 30,
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        path: "/ready",
        protocol: "HTTP",
        matcher: "200-299",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: {
        app: "shop",
        environment: "test",
        stack: "test",
        owner: "ops",
        "eks:eks-cluster-name": "platform-test",
      },
    });
  });

  it("has a name that AWS takes, however long the application's is", async () => {
    const app = `a${"b".repeat(30)}`;
    const recording = await record(() =>
      declare({ component: "frontend", stamp: { ...STAMP, app } }),
    );

    expect(Name.safeParse(app).success).toBe(true);
    expect(Name.safeParse(`${app}b`).success).toBe(false);
    expect(recording.one("TargetGroup").inputs["name"]).toBe("abbbbbbbbb-frontend-0123456789ab");
    expect(recording.one("TargetGroup").inputs["name"]).toHaveLength(32);
    expect((await offered({ component: "storefront" })).one("TargetGroup").inputs["name"]).toBe(
      "shop-storefro-0123456789ab",
    );
  });
});

describe("a candidate", () => {
  it("answers its own header alone, on its own host and paths", async () => {
    const { inputs } = (await offered()).one("ListenerRule");

    expect(PREVIEW_HEADER).toBe("x-rollout");
    expect(inputs).toMatchObject({ listenerArn: "arn:listener", tags: STAMP });
    expect(inputs["conditions"]).toEqual([
      { hostHeader: { values: ["shop.test"] } },
      { pathPattern: { values: ["/api/*", "/health"] } },
      { httpHeader: { httpHeaderName: "x-rollout", values: ["0123456789ab"] } },
    ]);
    expect(inputs["actions"]).toEqual([
      { type: "forward", targetGroupArn: "arn:shop-backend-0123456789ab" },
    ]);
  });

  it("binds its own Service to the target group through the cluster's controller", async () => {
    const { inputs } = (await offered()).one("TargetGroupBinding");

    expect(inputs).toMatchObject({
      apiVersion: "eks.amazonaws.com/v1",
      kind: "TargetGroupBinding",
      metadata: {
        name: "shop-backend-0123456789ab",
        namespace: "shops",
        labels: { ...STAMP, component: "backend", rollout: "0123456789ab" },
      },
    });
    expect(inputs["spec"]).toEqual({
      serviceRef: { name: "shop-backend-own", port: 8000 },
      targetGroupARN: "arn:shop-backend-0123456789ab",
      targetType: "ip",
    });
  });

  it("is listened to before anything is bound, or its pods would never count as ready", async () => {
    expect(await told((opts) => declare({}, opts))).toEqual({
      "TargetGroupBinding shop-backend-0123456789ab": ["ListenerRule shop-backend-0123456789ab"],
    });
  });

  it("hands out the binding, for pods to wait for", async () => {
    const ready: string[] = [];
    await record(() => ready.push(...declare().ready.map((r) => r.constructor.name)));

    expect(ready).toEqual(["CustomResource"]);
  });
});

it("goes live by one rule, whose one target gets everything", async () => {
  const args = {
    entry: ENTRY,
    paths: CANDIDATE.paths,
    stamp: STAMP,
    targetGroupArn: "arn:targets",
  };
  const { inputs } = (await record(() => live("shop-backend", args, {}))).one("ListenerRule");

  expect(inputs).toEqual({
    listenerArn: "arn:listener",
    priority: 32_633,
    conditions: [
      { hostHeader: { values: ["shop.test"] } },
      { pathPattern: { values: ["/api/*", "/health"] } },
    ],
    actions: [
      { type: "forward", forward: { targetGroups: [{ arn: "arn:targets", weight: 100 }] } },
    ],
    tags: STAMP,
  });
});

it("asks for no path where it takes every path", async () => {
  const { inputs } = (await offered({ paths: ["/*"] })).one("ListenerRule");

  expect(inputs["conditions"]).toEqual([
    { hostHeader: { values: ["shop.test"] } },
    { httpHeader: { httpHeaderName: "x-rollout", values: ["0123456789ab"] } },
  ]);
});

function offered(change: Partial<CandidateArgs> = {}) {
  return record(() => declare(change));
}

function declare(change: Partial<CandidateArgs> = {}, opts: pulumi.CustomResourceOptions = {}) {
  return candidate("shop-backend", { ...CANDIDATE, ...change }, opts);
}
