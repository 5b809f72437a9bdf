import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import {
  AboutRequest,
  GetProgramDependenciesRequest,
  InstallDependenciesRequest,
  RunPluginRequest,
  type AboutResponse,
  type GetProgramDependenciesResponse,
  type RunPluginResponse,
} from "@pulumi/pulumi/proto/language_pb";

import { installCommand } from "../../../toolchain/host/commands";
import { ENGINE, Host } from "./host";

let host: Host;

beforeEach(async () => {
  host = await Host.start();
});

afterEach(() => {
  host.stop();
});

describe("Run", () => {
  it("starts the launcher of the program's own SDK with everything it needs to know", async () => {
    const seenFile = join(host.program, "seen.json");
    host.launcher(
      "run",
      `const { execArgv, env } = process;
       const seen = JSON.stringify({ args: process.argv.slice(2), execArgv, env });
       require("fs").writeFileSync(${JSON.stringify(seenFile)}, seen);`,
    );
    const options = { nodeargs: "--no-warnings --stack-size=900", tsconfig: "other.json" };
    const request = host
      .request(options)
      .setMonitorAddress("127.0.0.1:1")
      .setOrganization("organization")
      .setProject("shop")
      .setStack("dev")
      .setParallel(16)
      .setDryrun(true)
      .setConfigsecretkeysList(["shop:password"]);
    request.getConfigMap().set("shop:password", "a=b\n");

    await host.run(request);

    expect(JSON.parse(readFileSync(seenFile, "utf8"))).toMatchObject({
      args: [
        "--monitor=127.0.0.1:1",
        `--engine=${ENGINE}`,
        "--organization=organization",
        "--project=shop",
        `--root-directory=${host.program}`,
        "--stack=dev",
        `--pwd=${host.program}`,
        "--parallel=16",
        "--dry-run=true",
        "index.ts",
      ],
      execArgv: ["--no-warnings", "--stack-size=900"],
      env: {
        PULUMI_CONFIG: '{"shop:password":"a=b\\n"}',
        PULUMI_CONFIG_SECRET_KEYS: '["shop:password"]',
        PULUMI_NODEJS_TYPESCRIPT: "true",
        PULUMI_NODEJS_TSCONFIG_PATH: "other.json",
      },
    });
  });

  it.each([
    ["succeeds quietly", 0, { error: "", bail: false }],
    ["adds nothing when the program has said what is wrong", 32, { error: "", bail: true }],
    ["names any other exit code", 7, { error: "the program ended with exit code 7", bail: false }],
  ])("%s", async (_, code, expected) => {
    host.launcher("run", `process.exit(${code})`);

    expect((await host.run(host.request())).toObject()).toEqual(expected);
  });

  it("leaves a program alone that asks for no TypeScript", async () => {
    host.launcher("run", `process.exit(process.env.PULUMI_NODEJS_TYPESCRIPT === "false" ? 0 : 1)`);

    expect((await host.run(host.request({ typescript: false }))).getError()).toBe("");
  });

  it("says what to do about a program whose SDK is not installed", async () => {
    await expect(host.run(host.request())).rejects.toThrow(
      `${host.program} has no @pulumi/pulumi, run npm ci there`,
    );
  });
});

describe("RunPlugin", () => {
  it("streams what a policy pack prints, and its exit code last", async () => {
    host.launcher(
      "run-policy-pack",
      `console.log(process.argv.slice(2).join(" "));
       console.error(process.cwd(), process.env.ONLY, process.env.PULUMI_NODEJS_TYPESCRIPT);
       process.exitCode = 3;`,
    );
    const request = new RunPluginRequest()
      .setInfo(host.info())
      .setArgsList([ENGINE])
      .setEnvList(["ONLY=a=b"]);

    const messages = (await host.client.runPlugin(request).toArray()) as RunPluginResponse[];

    const text = (bytes: Uint8Array[]) => Buffer.concat(bytes).toString();
    expect(text(messages.map((m) => m.getStdout_asU8()))).toBe(`${ENGINE} ${host.program}\n`);
    expect(text(messages.map((m) => m.getStderr_asU8()))).toBe(`${host.program} a=b true\n`);
    expect(messages.at(-1)?.getExitcode()).toBe(3);
  });
});

describe("InstallDependencies", () => {
  it.each([
    ["installs exactly what a lock file says", ["package-lock.json"], "ci"],
    ["installs what fits when there is no lock file", [], "install"],
  ])("%s", (_, files, command) => {
    for (const file of files) writeFileSync(join(host.program, file), "{}");

    expect(installCommand(new InstallDependenciesRequest().setInfo(host.info()))).toMatchObject({
      file: "npm",
      args: [command],
      cwd: host.program,
    });
  });
});

describe("what pulumi about shows", () => {
  it("is the Node that runs programs", async () => {
    const about = promisify<AboutRequest, AboutResponse>(host.client.about.bind(host.client));

    expect((await about(new AboutRequest())).toObject()).toMatchObject({
      executable: process.execPath,
      version: process.versions.node,
    });
  });

  it("is what the program declares that it depends on", async () => {
    writeFileSync(join(host.program, "package.json"), '{ "dependencies": { "zod": "4.6.7" } }');
    const dependencies = promisify<GetProgramDependenciesRequest, GetProgramDependenciesResponse>(
      host.client.getProgramDependencies.bind(host.client),
    );

    const answer = await dependencies(new GetProgramDependenciesRequest().setInfo(host.info()));

    expect(answer.toObject().dependenciesList).toEqual([{ name: "zod", version: "4.6.7" }]);
  });
});
