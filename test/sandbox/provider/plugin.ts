import { resolve } from "node:path";

import type { ServiceError } from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { serviceOf } from "../../../sandbox/provider/service";
import type { Session } from "../../../sandbox/provider/session";
import { decode, encode, type Props } from "../../../sandbox/provider/values";
import { loadSchema } from "../../../sandbox/schema/build";
import { temporary } from "../temporary";

const CACHE = resolve(__dirname, "../../../.cache");
const schemas = new Map<string, ReturnType<typeof loadSchema>>();
const SEED = new Uint8Array(32).fill(7);

/** What the engine remembers of a resource. */
export interface Remembered {
  readonly id: string;
  readonly inputs: Props;
  readonly properties: Props;
}

/** An error that still carries the object it happened to. */
export class Unready extends Error {
  constructor(
    message: string,
    readonly resource: Remembered,
  ) {
    super(message);
  }
}

function schemaOf(pkg: string): ReturnType<typeof loadSchema> {
  const schema = schemas.get(pkg) ?? loadSchema(pkg, CACHE);
  schemas.set(pkg, schema);
  return schema;
}

/** A configured plugin that is called as the engine calls it, without a process or a socket. */
export async function plugin(
  pkg: string,
  { sandbox = temporary(), config = {}, environment = {} }: Options = {},
) {
  const session: Session = {
    package: pkg,
    sandbox,
    environment: { ...ENVIRONMENT, ...environment },
    schema: () => schemaOf(pkg),
    cancellation: new AbortController(),
    written: new Map(),
  };
  const service = serviceOf(session, "0.0.0");
  const call = <Response>(method: string, request: object): Promise<Response> =>
    new Promise((resolved, reject) => {
      const handle = service[method] as (call: { request: object }, answer: Answer) => void;
      handle({ request }, (error, response) => {
        if (error === null) resolved(response as Response);
        else reject(failed(error));
      });
    });
  const configuration = new rpc.ConfigureRequest();
  configuration.setArgs(encode(config));
  await call("configure", configuration);

  const urn = (type: string, name: string) => `urn:pulumi:dev::test::parent$${type}::${name}`;
  return {
    sandbox,

    async check(type: string, name: string, news: Props, olds: Props = {}) {
      const request = new rpc.CheckRequest();
      request.setUrn(urn(type, name)).setRandomseed(SEED);
      request.setNews(encode(news)).setOlds(encode(olds));
      const response = await call<rpc.CheckResponse>("check", request);
      const failures = response.getFailuresList();
      return {
        inputs: decode(response.getInputs()),
        failures: failures.map((failure) => failure.getReason()),
        properties: failures.map((failure) => failure.getProperty()),
      };
    },

    /** Checks and creates, as a first `up` does. */
    async create(type: string, name: string, news: Props, timeoutSeconds = 0): Promise<Remembered> {
      const { inputs, failures } = await this.check(type, name, news);
      if (failures.length > 0) throw new Error(failures.join("\n"));
      const request = new rpc.CreateRequest();
      request.setUrn(urn(type, name)).setProperties(encode(inputs)).setTimeout(timeoutSeconds);
      const response = await call<rpc.CreateResponse>("create", request);
      return { id: response.getId(), inputs, properties: decode(response.getProperties()) };
    },

    async previewCreate(type: string, name: string, news: Props): Promise<Props> {
      const { inputs } = await this.check(type, name, news);
      const request = new rpc.CreateRequest();
      request.setUrn(urn(type, name)).setProperties(encode(inputs)).setPreview(true);
      const response = await call<rpc.CreateResponse>("create", request);
      return decode(response.getProperties());
    },

    async diff(type: string, name: string, old: Remembered, news: Props) {
      const { inputs } = await this.check(type, name, news, old.inputs);
      const request = new rpc.DiffRequest();
      request.setUrn(urn(type, name)).setId(old.id).setOlds(encode(old.properties));
      request.setOldInputs(encode(old.inputs)).setNews(encode(inputs));
      const response = await call<rpc.DiffResponse>("diff", request);
      return {
        paths: [...response.getDetaileddiffMap().keys()],
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
      };
    },

    async update(type: string, name: string, old: Remembered, news: Props): Promise<Remembered> {
      const { inputs } = await this.check(type, name, news, old.inputs);
      const request = new rpc.UpdateRequest();
      request.setUrn(urn(type, name)).setId(old.id).setOlds(encode(old.properties));
      request.setOldInputs(encode(old.inputs)).setNews(encode(inputs));
      const response = await call<rpc.UpdateResponse>("update", request);
      return { id: old.id, inputs, properties: decode(response.getProperties()) };
    },

    async read(type: string, name: string, old: Partial<Remembered> & { readonly id: string }) {
      const request = new rpc.ReadRequest();
      request.setUrn(urn(type, name)).setId(old.id);
      request.setProperties(encode(old.properties ?? {})).setInputs(encode(old.inputs ?? {}));
      const response = await call<rpc.ReadResponse>("read", request);
      const [inputs, properties] = [response.getInputs(), response.getProperties()].map(decode);
      return { id: response.getId(), inputs: inputs ?? {}, properties: properties ?? {} };
    },

    async delete(type: string, name: string, old: Remembered): Promise<void> {
      const request = new rpc.DeleteRequest();
      request.setUrn(urn(type, name)).setId(old.id).setProperties(encode(old.properties));
      await call("delete", request);
    },

    async invoke(token: string, args: Props = {}): Promise<Props> {
      const request = new rpc.InvokeRequest();
      request.setTok(token).setArgs(encode(args));
      const response = await call<rpc.InvokeResponse>("invoke", request);
      return decode(response.getReturn());
    },

    async cancel(): Promise<void> {
      await call("cancel", new Empty());
    },
  };
}

export type Plugin = Awaited<ReturnType<typeof plugin>>;

type Answer = (error: Partial<ServiceError> | null, response: unknown) => void;

interface Options {
  readonly sandbox?: string;
  readonly config?: Props;
  readonly environment?: Readonly<Record<string, string>>;
}

const ENVIRONMENT = {
  AWS_PROFILE: "prod",
  AWS_REGION: "eu-central-1",
  GITHUB_OWNER: "example-org",
};

/** The error of an operation that wrote its object and did not see it ready. */
export async function unready(operation: Promise<unknown>): Promise<Unready> {
  const error: unknown = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Unready) return error;
  throw new Error(`expected an object that is not ready, got ${String(error)}`);
}

/** What the engine reads out of a rich error. */
function failed(error: Partial<ServiceError>): Error {
  const [details] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (details === undefined) return new Error(error.details);
  const [packed] = Status.deserializeBinary(new Uint8Array(Buffer.from(details))).getDetailsList();
  const detail = rpc.ErrorResourceInitFailed.deserializeBinary(
    packed?.getValue_asU8() ?? new Uint8Array(),
  );
  const [inputs, properties] = [detail.getInputs(), detail.getProperties()].map(decode);
  const resource = { id: detail.getId(), inputs: inputs ?? {}, properties: properties ?? {} };
  return new Unready(detail.getReasonsList().join("\n"), resource);
}
