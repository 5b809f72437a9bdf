import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";

import type { Problem } from "../schema/check";
import { showPath } from "./diff";
import type { Plan } from "./plan";
import { InitFailure, Refusal } from "./refusal";
import { encode, type Props } from "./values";

/** An error in the form that the engine understands. */
export function failure(error: unknown): Partial<ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
  const shown =
    error instanceof Refusal || error instanceof InitFailure || !(error instanceof Error)
      ? message
      : (error.stack ?? message);
  if (!(error instanceof InitFailure)) return { code: status.UNKNOWN, details: shown };
  const detail = new rpc.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(encode(error.properties));
  detail.setInputs(encode(error.inputs));
  detail.setReasonsList([message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const rich = new Status();
  rich.setCode(status.UNKNOWN);
  rich.setMessage(message);
  rich.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(rich.serializeBinary()));
  return { code: status.UNKNOWN, details: message, metadata };
}

/** The path goes into the text: with `property` set the engine would print its value, secret or not. */
export function checked(inputs: Props, problems: readonly Problem[]): rpc.CheckResponse {
  const response = new rpc.CheckResponse();
  response.setInputs(encode(inputs));
  response.setFailuresList(
    problems.map(({ path, reason }) =>
      new rpc.CheckFailure().setReason(path === "" ? reason : `${path}: ${reason}`),
    ),
  );
  return response;
}

const { Kind } = rpc.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

/** A comparison, as the engine reads it. */
export function differing({ changes, deleteBeforeReplace }: Plan): rpc.DiffResponse {
  const response = new rpc.DiffResponse();
  response.setChanges(
    changes.length === 0
      ? rpc.DiffResponse.DiffChanges.DIFF_NONE
      : rpc.DiffResponse.DiffChanges.DIFF_SOME,
  );
  response.setHasdetaileddiff(true);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setReplacesList(
    changes.filter(({ replaces }) => replaces).map(({ path }) => showPath(path)),
  );
  response.setDiffsList([...new Set(changes.map(({ path }) => String(path[0])))]);
  for (const change of changes) {
    const [kind, replacing] = KINDS[change.kind];
    const detail = new rpc.PropertyDiff().setKind(change.replaces ? replacing : kind);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(showPath(change.path), detail);
  }
  return response;
}
