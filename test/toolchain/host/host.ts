import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { buildSync } from "esbuild";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

const BUNDLE = resolve(".cache/test/host.js");

/** Where the engine is said to listen; nobody does. */
export const ENGINE = "127.0.0.1:4242";

/** A language host in a process of its own, and a program that it can run. */
export class Host {
  private constructor(
    readonly process: ChildProcess,
    readonly client: LanguageRuntimeClient,
    readonly program: string,
  ) {}

  static async start(): Promise<Host> {
    buildSync({
      entryPoints: ["toolchain/host/main.ts"],
      bundle: true,
      platform: "node",
      packages: "external",
      outfile: BUNDLE,
    });
    const host = spawn(process.execPath, [BUNDLE, ENGINE], { stdio: ["pipe", "pipe", "inherit"] });
    const [port] = (await once(host.stdout, "data")) as [Buffer];
    const address = `127.0.0.1:${port.toString().trim()}`;
    const client = new LanguageRuntimeClient(address, credentials.createInsecure());
    return new Host(host, client, mkdtempSync(join(tmpdir(), "program-")));
  }

  stop(): void {
    this.client.close();
    this.process.kill("SIGKILL");
    rmSync(this.program, { recursive: true });
  }

  /** Puts a script in the place of a launcher that the program's own SDK brings. */
  launcher(name: "run" | "run-policy-pack", script: string): void {
    const file = join(this.program, "node_modules/@pulumi/pulumi/cmd", name, "index.js");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, script);
  }

  info(options: Record<string, JavaScriptValue> = {}): ProgramInfo {
    return new ProgramInfo()
      .setRootDirectory(this.program)
      .setProgramDirectory(this.program)
      .setEntryPoint("index.ts")
      .setOptions(Struct.fromJavaScript(options));
  }

  request(options: Record<string, JavaScriptValue> = {}): RunRequest {
    return new RunRequest().setPwd(this.program).setInfo(this.info(options));
  }

  run(request: RunRequest): Promise<RunResponse> {
    return promisify<RunRequest, RunResponse>(this.client.run.bind(this.client))(request);
  }
}
