/** `pulumi-language-nodejs`: how the engine runs programs and policy packs that are written for Node. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Server, ServerCredentials } from "@grpc/grpc-js";
import {
  LanguageRuntimeService,
  type ILanguageRuntimeServer,
} from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  DependencyInfo,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  InstallDependenciesResponse,
  RunPluginResponse,
  RunResponse,
  type GetProgramDependenciesRequest,
  type RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { streaming, unary } from "./calls";
import { exitCode, leaveWithTheEngine, start } from "./children";
import { infoOf, installCommand, policyPackCommand, programCommand } from "./commands";

/** Exit code of a program that has told the user what is wrong; the engine should add nothing. */
const SAID_IT_ALL = 32;

/** Whatever is missing here is answered "unimplemented", which the engine accepts. */
const service = {
  getPluginInfo: unary(() => new PluginInfo()),
  getRequiredPackages: unary(() => new GetRequiredPackagesResponse()),
  about: unary(() =>
    new AboutResponse().setExecutable(process.execPath).setVersion(process.versions.node),
  ),
  getProgramDependencies: unary(dependencies),
  installDependencies: streaming(InstallDependenciesResponse, installCommand, (message, code) => {
    if (code !== 0) throw new Error(`npm ended with exit code ${code}`);
    return message;
  }),
  run: unary(run),
  runPlugin: streaming(RunPluginResponse, policyPackCommand, (message, code) =>
    message.setExitcode(code),
  ),
  cancel: unary(() => new Empty()),
} satisfies Partial<ILanguageRuntimeServer>;

async function run(request: RunRequest, cancelled: AbortSignal): Promise<RunResponse> {
  const engine = process.argv.at(-1) ?? "";
  const code = await exitCode(start(programCommand(request, engine), cancelled));
  if (code === SAID_IT_ALL) return new RunResponse().setBail(true);
  return new RunResponse().setError(code === 0 ? "" : `the program ended with exit code ${code}`);
}

function dependencies(request: GetProgramDependenciesRequest): GetProgramDependenciesResponse {
  const manifest = join(infoOf(request).getProgramDirectory(), "package.json");
  const declared = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return new GetProgramDependenciesResponse().setDependenciesList(
    Object.entries(declared.dependencies ?? {}).map(([name, version]) =>
      new DependencyInfo().setName(name).setVersion(version),
    ),
  );
}

leaveWithTheEngine();
const server = new Server({
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
server.addService(LanguageRuntimeService, service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(port);
});
