import { readCommandLine, withFlags } from "../../../sandbox/cli/arguments";

describe("reading a command line", () => {
  it.each([
    ["preview --stack prod"],
    ["preview --stack=prod"],
    ["preview -s prod"],
    ["preview -sprod"],
    ["preview -s=prod --diff"],
    ["--color never -v 3 -s prod preview"],
    ["preview --stack organization/platform/prod"],
    ["preview --stack dev --stack prod"],
    ["stack select prod"],
    ["stack rm prod --yes"],
    ["cancel --yes prod"],
  ])("finds the stack in: %s", (line) => {
    expect(read(line).stack).toBe("prod");
  });

  it.each([["preview"], ["stack output prod"], ["up --message prod"], ["plugin run x -- -s prod"]])(
    "finds no stack in: %s",
    (line) => {
      expect(read(line).stack).toBeUndefined();
    },
  );

  it.each([
    "preview",
    "pre",
    "up",
    "update",
    "refresh",
    "destroy",
    "down",
    "dn",
    "import",
    "watch",
    "logs",
    "config",
    "config set a b",
  ])("knows that %s reads the stack's settings", (line) => {
    expect(read(line).rule.config).toBe(true);
  });

  it.each([
    "stack output",
    "stack export",
    "cancel",
    "version",
    "about",
    "state unprotect urn",
    "",
  ])("leaves alone: %s", (line) => {
    expect(read(line).rule.config).toBeUndefined();
    expect(read(line).rule.adds).toBeUndefined();
  });

  it("runs the program on destroy, because delete hooks live there", () => {
    expect(read("destroy --yes").rule.adds).toEqual(["--run-program"]);
    expect(read("-C shop down").rule.adds).toEqual(["--run-program"]);
  });

  it.each(["stack init dev", "stack new", "stack rename x", "stack change-secrets-provider x"])(
    "refuses what would rewrite a committed file: %s",
    (line) => {
      expect(read(line).rule.instead).toMatch(/^the sandbox /);
    },
  );

  it("keeps the committed file when a stack is removed", () => {
    expect(read("stack rm dev").rule.adds).toEqual(["--preserve-config"]);
  });

  it("does not mistake the value of a flag for the command", () => {
    expect(read("--cwd destroy preview")).toMatchObject({ cwd: "destroy", rule: { config: true } });
    expect(read("--cwd destroy preview").rule.adds).toBeUndefined();
    expect(read("-v 9 preview").rule.config).toBe(true);
  });

  it("finds the settings file that the operator names", () => {
    expect(read("up --config-file other.yaml").configFile).toBe("other.yaml");
  });
});

describe("adding flags", () => {
  it("puts them last, where they win over earlier ones", () => {
    expect(withFlags(["up", "--config-file", "a"], ["--config-file", "b"])).toEqual([
      "up",
      "--config-file",
      "a",
      "--config-file",
      "b",
    ]);
  });

  it("puts them before a double dash, behind which nothing is a flag", () => {
    expect(withFlags(["config", "set", "k", "--", "-v"], ["-x"])).toEqual([
      "config",
      "set",
      "k",
      "-x",
      "--",
      "-v",
    ]);
  });
});

function read(line: string) {
  return readCommandLine(line.split(" "));
}
