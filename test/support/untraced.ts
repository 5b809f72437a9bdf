import * as internal from "@pulumi/pulumi/runtime/debuggable";

type Track = (promise: Promise<unknown>, context: unknown) => Promise<unknown>;

const { debuggablePromise } = internal as unknown as { readonly debuggablePromise: Track };

/**
 * The SDK notes for every promise where it was made, and jest finds the TypeScript behind each line of
 * that: most of the time of a recording. Nobody reads those notes; all else keeps its stack trace.
 */
const untraced: Track = (promise, context) => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};
Object.assign(internal, { debuggablePromise: untraced });
