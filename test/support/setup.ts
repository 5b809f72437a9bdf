/** A test that asserts nothing is a failure, not a pass. */
beforeEach(() => {
  expect.hasAssertions();
});
