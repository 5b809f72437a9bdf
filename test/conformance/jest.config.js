const main = require("../../jest.config.js");

const [{ transform, setupFilesAfterEnv }] = main.projects;
const here = "<rootDir>/test/conformance";

/** Tests on a real control plane: one for the whole run, so one test after the other. */
module.exports = {
  rootDir: "../..",
  transform,
  testEnvironment: `${here}/harness/environment.js`,
  moduleNameMapper: { "^@kubernetes/client-node$": `${here}/harness/client.js` },
  setupFilesAfterEnv: [...setupFilesAfterEnv, `${here}/harness/patience.ts`],
  testMatch: [`${here}/**/*.test.ts`],
  maxWorkers: 1,
  globalSetup: `${here}/harness/start.ts`,
  globalTeardown: `${here}/harness/end.ts`,
  reporters: ["default", `${here}/table-reporter.js`],
};
