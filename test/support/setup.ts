/** A test that asserts nothing is a failure, not a pass. */
beforeEach(() => {
  expect.hasAssertions();
});

// Recording a whole stack takes seconds, and on a busy machine several times as many.
jest.setTimeout(60_000);
