import * as fs from "node:fs";
import * as path from "node:path";

import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { loadSchema } from "../schema/build";
import type { PackageSchema } from "../schema/model";
import { serviceOf } from "./service";
import type { Session } from "./session";

const pkg = path.basename(process.argv[1] ?? "").replace(/^pulumi-resource-/, "");
const cache = path.resolve(__dirname, "..");
const sandbox = process.env["SANDBOX_DIR"];
if (sandbox === undefined)
  throw new Error("SANDBOX_DIR is not set: the simulated cloud lies there");

let schema: Promise<PackageSchema> | undefined;
const session: Session = {
  package: pkg,
  sandbox,
  environment: process.env,
  schema: () => (schema ??= loadSchema(pkg, cache)),
  cancellation: new AbortController(),
  written: new Map(),
};

const manifest = fs.readFileSync(require.resolve(`@pulumi/${pkg}/package.json`), "utf8");
const { version } = JSON.parse(manifest) as { version: string };

const server = new Server({
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
server.addService(ResourceProviderService, serviceOf(session, version));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});

// The engine holds the other end of this pipe: when it dies, so does its provider.
process.stdin.on("end", () => process.exit(0)).resume();
