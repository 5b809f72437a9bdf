import { join } from "node:path";

import { Lab, ROOT } from "../support/lab";

const lab = new Lab();
const project = ["--cwd", join(ROOT, "test/fixtures/lab"), "--stack", "dev"];
afterAll(() => {
  lab.remove();
});

it.each([
  [
    "a nested typo in a Deployment",
    "nestedTypoInDeployment",
    "spec.template.spec.containers[0].imagge",
  ],
  ["a nested typo in a bucket rule", "nestedTypoInBucketRule", "rules[0].expiration.dayz"],
  ["a missing property", "missingProperty", "vpcId"],
  ["a string for a number", "stringForNumber", "retentionInDays"],
  ["a secret string for a number", "secretForNumber", "retentionInDays"],
])(
  "the sandbox refuses %s in the preview, with its path and without its value",
  async (_title, name, path) => {
    const { code, text } = await lab.as({ LAB_CASE: name }).pulumi("preview", ...project);

    expect(text).toContain(path);
    expect(text).not.toContain("hunter2");
    expect(code).not.toBe(0);
  },
);

it("refuses a subnet in a network that does not exist", async () => {
  const { code, text } = await lab
    .as({ LAB_CASE: "missingParent" })
    .pulumi("up", "--yes", "--skip-preview", ...project);

  expect(text).toMatch(/InvalidVpcID\.NotFound/);
  expect(code).not.toBe(0);
  expect(lab.made()).toEqual([]);
});

it("accepts a program with nothing wrong", async () => {
  const { code } = await lab.as({ LAB_CASE: "nothingWrong" }).pulumi("preview", ...project);

  expect(code).toBe(0);
});
