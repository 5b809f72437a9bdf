import { logGroup } from "../../../components/shared/log-group";
import { record } from "../../support/recorder";

const stamp = { app: "platform", environment: "test", stack: "test", owner: "ops" };

it.each([
  ["CKV_AWS_66 CKV_AWS_158 CKV_AWS_338: a log group is encrypted and keeps a year", 365],
  ["a log group keeps as many days as it is told", 30],
])("%s", async (_rule, days) => {
  const recording = await record(() =>
    logGroup("flow", { name: "/platform/flow", days, keyArn: "arn:key", stamp }, {}),
  );

  expect(recording.one("LogGroup")).toMatchObject({
    name: "flow",
    inputs: {
      name: "/platform/flow",
      retentionInDays: days,
      kmsKeyId: "arn:key",
      tags: stamp,
    },
  });
});
