import { parity } from "../../../audit/parity/parity";
import { readReasons } from "../../../audit/parity/reasons";

const TODAY = "2026-11-20";
const STACKS = ["staging", "prod"] as const;
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const INSTANCE = "aws:rds/instance:Instance orders";
const why = (...where: readonly string[]) => ({
  ...{ reason: "prod serves more people", owner: "ops", expires: "2026-12-31", where },
});

describe("two stacks", () => {
  it("are equal where only their names, accounts, ids and secrets differ", async () => {
    const inputs = (
      stack: string,
      account: string,
      id: string,
      rollout: string,
      secret: string,
    ) => ({
      arn: `arn:aws:iam::${account}:role/deploy-${stack}`,
      vpcId: `vpc-${id}`,
      image: `web-${rollout}`,
      name: `deploy-${rollout.slice(0, 7)}`,
      policy: JSON.stringify({
        Resource: `arn:aws:kms:::key/${id}0000-0000-0000-0000-00000000000${account[0]}`,
      }),
      distribution: `arn:aws:cloudfront::${account}:distribution/E1509EBD8${id.toUpperCase()}`,
      balancer: `edge-35d8${id.slice(1, 7)}.eu-central-1.elb.amazonaws.com`,
      cdn: `d50d10${id}.cloudfront.net`,
      password: { ...SECRET, ciphertext: secret },
      tags: { environment: stack },
    });

    const { code, stdout } = await compare(
      {
        "a:b:C deploy-staging": inputs(
          "staging",
          "222222222222",
          "0abcdef1",
          "5a17685d2aee",
          "v1:x",
        ),
      },
      {
        "a:b:C deploy-production": inputs(
          "production",
          "333333333333",
          "0fedcba2",
          "d5812e704f38",
          "v1:y",
        ),
      },
    );

    expect(stdout).toBe(
      "explained — staging and prod: 0 differences, 0 without a reason, 0 reasons without a difference\n",
    );
    expect(code).toBe(0);
  });

  it("may differ for reasons on record, each told with how often it holds", async () => {
    const { code, stdout } = await compare(
      { [INSTANCE]: { size: "small", days: 7, zone: ["a"] }, "a:b:C test": {} },
      { [INSTANCE]: { size: "large", days: 30, zone: ["a"] }, "a:b:C copy": {} },
      [why("aws:rds/* orders size", "aws:rds/instance:Instance * d*s"), why("a:b:C *")],
    );

    expect(stdout.split("\n")).toEqual([
      "explained — staging and prod: 4 differences, 0 without a reason, 0 reasons without a difference",
      "4  prod serves more people (ops, until 2026-12-31)",
      "",
    ]);
    expect(code).toBe(0);
  });

  it.each<[string, object[], string]>([
    ["no reason", [], "UNEXPLAINED  aws:rds/instance:Instance  orders  — days (7 → 1)"],
    [
      "another property",
      [why(`${INSTANCE} size`)],
      "UNEXPLAINED  aws:rds/instance:Instance  orders  — days",
    ],
    [
      "another resource",
      [why("aws:rds/instance:Instance invoices days")],
      "IDLE  aws:rds/instance:Instance invoices days",
    ],
    ["its presence alone", [why(INSTANCE)], "1 without a reason, 1 reasons without a difference"],
    [
      "an expired reason",
      [{ ...why(`${INSTANCE} days`), expires: "2026-11-19" }],
      "1 without a reason, 0 reasons",
    ],
    [
      "one that nothing needs any more",
      [why(`${INSTANCE} days`), why(`${INSTANCE} size`)],
      "IDLE  aws:rds/instance:Instance orders size",
    ],
  ])("fail with %s", async (_title, reasons, words) => {
    const { code, stdout } = await compare(
      { [INSTANCE]: { days: 7 } },
      { [INSTANCE]: { days: 1 } },
      reasons,
    );

    expect(stdout).toContain(words);
    expect(stdout).toMatch(/^UNEXPLAINED — /);
    expect(code).toBe(1);
  });

  it("differ when one of them is no longer protected", async () => {
    const { stdout } = await compare({ [INSTANCE]: {} }, { [INSTANCE]: {} }, [], { protect: true });

    expect(stdout).toContain("orders  — options.protect (true → false)");
  });

  it("are told apart by what is in a list, not by where", async () => {
    const { stdout } = await compare(
      { [INSTANCE]: { ids: ["a", "b"], env: [{ name: "X", value: "1" }] } },
      {
        [INSTANCE]: {
          ids: ["b", "a"],
          env: [
            { name: "W", value: "0" },
            { name: "X", value: "2" },
          ],
        },
      },
    );

    expect(stdout.match(/— .*/g)?.slice(1)).toEqual([
      '— env.X.value ("1" → "2")',
      '— env.W (none → {"name":"W","value":"0"})',
    ]);
  });

  it("are not compared where one cannot be read", async () => {
    const unread = { code: 6, stdout: "", stderr: "no stack\u001b[0m\n" };

    expect(await parity(STACKS, [], TODAY, () => Promise.resolve(unread))).toEqual({
      code: 6,
      stdout: "",
      stderr: "no stack\n",
    });
  });
});

describe("reasons", () => {
  it.each<[string, object, string]>([
    ["other stacks", { between: ["dev", "prod"], reasons: [] }, "the reasons are for dev and prod"],
    ["none given", { between: STACKS, reasons: [{ ...why("a b"), reason: "so" }] }, "say why"],
    ["no end", { between: STACKS, reasons: [{ ...why("a b"), expires: "never" }] }, "write a date"],
    ["no place", { between: STACKS, reasons: [why("everything")] }, "write type name"],
    [
      "unknown keys",
      { between: STACKS, reasons: [{ ...why("a b"), ticket: 1 }] },
      "Unrecognized key",
    ],
  ])("are refused: %s", (_title, file, words) => {
    expect(() => readReasons(JSON.stringify(file), STACKS)).toThrow(words);
  });
});

type Resources = Readonly<Record<string, object>>;

function compare(
  staging: Resources,
  prod: Resources,
  reasons: readonly object[] = [],
  options: object = {},
) {
  const states = {
    staging: state("staging", staging, options),
    prod: state("prod", prod, {}),
  };
  const read = readReasons(JSON.stringify({ between: STACKS, reasons }), STACKS);
  return parity(STACKS, read, TODAY, (args) =>
    Promise.resolve({ code: 0, stdout: states[args[3] as "staging" | "prod"], stderr: "" }),
  );
}

function state(stack: string, resources: Resources, options: object): string {
  const all = Object.entries(resources).map(([key, inputs]) => {
    const [type = "", name = ""] = key.split(" ");
    return { urn: `urn:pulumi:${stack}::platform::${type}::${name}`, inputs, ...options };
  });
  return JSON.stringify({ deployment: { resources: all } });
}
