/** Ends the cluster of the run, or leaves the one that was given as it was. */
export default async function end(): Promise<void> {
  await globalThis.conformance?.close();
}
