/** Engine tests start the real CLI; this ends a run that hangs, it measures nothing. */
jest.setTimeout(180_000);
