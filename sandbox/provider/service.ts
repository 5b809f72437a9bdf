import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { invoke } from "../functions/invoke";
import { checkInputs } from "../schema/check";
import { backendOf } from "./backend";
import { check } from "./check";
import { differences } from "./diff";
import { plan } from "./plan";
import { checked, differing, failure } from "./responses";
import { configure, scopeOf, type Session } from "./session";
import { targetOf } from "./target";
import { decode, encode } from "./values";

/** The calls that the engine makes on a provider. */
export function serviceOf(session: Session, version: string): UntypedServiceImplementation {
  return {
    handshake: answer(() => {
      const response = new rpc.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(false);
      response.setAcceptOutputs(false);
      return response;
    }),

    getPluginInfo: answer(() => new plugin.PluginInfo().setVersion(version)),
    getSchema: answer(() => new rpc.GetSchemaResponse().setSchema("{}")),
    attach: answer(() => new Empty()),
    cancel: answer(() => {
      session.cancellation.abort();
      return new Empty();
    }),

    checkConfig: answer(async (request: rpc.CheckRequest) => {
      const news = decode(request.getNews());
      const config = Object.fromEntries(Object.entries(news).filter(([key]) => key !== "version"));
      const token = `pulumi:providers:${session.package}`;
      return checked(news, checkInputs(await session.schema(), token, config));
    }),

    diffConfig: answer((request: rpc.DiffRequest) => {
      const changes = differences(decode(request.getOldInputs()), decode(request.getNews()));
      return differing({
        changes: changes.map((change) => ({ ...change, replaces: false })),
        deleteBeforeReplace: false,
      });
    }),

    configure: answer(async (request: rpc.ConfigureRequest) => {
      await configure(session, decode(request.getArgs()));
      const response = new rpc.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),

    check: answer(async (request: rpc.CheckRequest) => {
      const { schema, rules, logicalName } = await targetOf(session, request.getUrn());
      const seed = Buffer.from(request.getRandomseed_asU8()).toString("hex");
      const candidate = {
        logicalName,
        olds: decode(request.getOlds()),
        news: decode(request.getNews()),
        seed,
      };
      const { inputs, problems } = check(schema, rules, scopeOf(session), candidate);
      return checked(inputs, problems);
    }),

    diff: answer(async (request: rpc.DiffRequest) => {
      const target = await targetOf(session, request.getUrn());
      const [olds, news] = [decode(request.getOldInputs()), decode(request.getNews())];
      return differing(await plan(target, request.getId(), olds, news));
    }),

    create: answer(async (request: rpc.CreateRequest) => {
      const target = await targetOf(session, request.getUrn());
      const { create } = await backendOf(target);
      const outcome = await create(target, {
        news: decode(request.getProperties()),
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
      });
      const response = new rpc.CreateResponse();
      response.setId(outcome.id);
      response.setProperties(encode(outcome.properties));
      return response;
    }),

    read: answer(async (request: rpc.ReadRequest) => {
      const target = await targetOf(session, request.getUrn());
      const { read } = await backendOf(target);
      const found = await read(
        target,
        request.getId(),
        decode(request.getProperties()),
        decode(request.getInputs()),
      );
      const response = new rpc.ReadResponse();
      if (found === undefined) return response;
      response.setId(found.id);
      response.setProperties(encode(found.properties));
      response.setInputs(encode(found.inputs));
      return response;
    }),

    update: answer(async (request: rpc.UpdateRequest) => {
      const target = await targetOf(session, request.getUrn());
      const { update } = await backendOf(target);
      const { properties } = await update(target, {
        id: request.getId(),
        olds: decode(request.getOlds()),
        oldInputs: decode(request.getOldInputs()),
        news: decode(request.getNews()),
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
      });
      const response = new rpc.UpdateResponse();
      response.setProperties(encode(properties));
      return response;
    }),

    delete: answer(async (request: rpc.DeleteRequest) => {
      const target = await targetOf(session, request.getUrn());
      const { destroy } = await backendOf(target);
      await destroy(target, request.getId(), decode(request.getProperties()));
      return new Empty();
    }),

    invoke: answer((request: rpc.InvokeRequest) => {
      const result = invoke(request.getTok(), decode(request.getArgs()), scopeOf(session));
      const response = new rpc.InvokeResponse();
      response.setReturn(encode(result));
      return response;
    }),
  } satisfies Partial<IResourceProviderServer>;
}

/** Turns a function into a call; what it throws becomes the error that the engine prints. */
function answer<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, respond) => {
    Promise.resolve(request)
      .then(handle)
      .then((response) => {
        respond(null, response);
      })
      .catch((error: unknown) => {
        respond(failure(error));
      });
  };
}
