/** Unit tests run in milliseconds under mocks; engine tests drive the real CLI on the sandbox. */
const shared = {
  setupFilesAfterEnv: ["<rootDir>/test/support/setup.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
};

module.exports = {
  // On two cores jest would use one.
  maxWorkers: 2,
  reporters: ["default", "<rootDir>/test/support/ledger-reporter.js"],
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/engine/", "<rootDir>/test/conformance/"],
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
      setupFilesAfterEnv: [...shared.setupFilesAfterEnv, "<rootDir>/test/support/patience.ts"],
    },
  ],
};
