import {
  status,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerUnaryCall,
  type ServerWritableStream,
} from "@grpc/grpc-js";

import { exitCode, start, type Command } from "./children";

/** Answers one request with one response; what is thrown becomes the error text that the user reads. */
export function unary<Request, Response>(
  respond: (request: Request, cancelled: AbortSignal) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  const serve = async (call: ServerUnaryCall<Request, Response>) =>
    respond(call.request, cancellation(call));
  return (call, callback) => {
    serve(call).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(failure(error));
      },
    );
  };
}

/** Messages that carry a piece of a child's output. */
interface Output {
  setStdout(bytes: Uint8Array): this;
  setStderr(bytes: Uint8Array): this;
}

/** Streams a child's output as it comes; `last` turns its exit code into the final message. */
export function streaming<Request, Response extends Output>(
  Message: new () => Response,
  command: (request: Request) => Command,
  last: (message: Response, code: number) => Response,
): handleServerStreamingCall<Request, Response> {
  const serve = async (call: ServerWritableStream<Request, Response>) => {
    const child = start(command(call.request), cancellation(call));
    child.stdout?.on("data", (bytes: Buffer) => call.write(new Message().setStdout(bytes)));
    child.stderr?.on("data", (bytes: Buffer) => call.write(new Message().setStderr(bytes)));
    call.write(last(new Message(), await exitCode(child)));
    call.end();
  };
  return (call) => {
    serve(call).catch((error: unknown) => call.emit("error", failure(error)));
  };
}

type Call<Request, Response> =
  ServerUnaryCall<Request, Response> | ServerWritableStream<Request, Response>;

function cancellation<Request, Response>(call: Call<Request, Response>): AbortSignal {
  const controller = new AbortController();
  call.once("cancelled", () => {
    controller.abort();
  });
  return controller.signal;
}

function failure(error: unknown) {
  return { code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}
