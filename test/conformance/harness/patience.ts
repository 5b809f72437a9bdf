/** A stack on a real API server takes a minute or two; this ends a run that hangs. */
jest.setTimeout(300_000);
