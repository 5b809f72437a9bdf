const main = require("../../jest.config.js");

const [{ transform, setupFilesAfterEnv }] = main.projects;
const here = "<rootDir>/test/conformance";

/** Tests on a real control plane: one for the whole run, so one test after the other. */
module.exports = {
  rootDir: "../..",
  transform,
  testEnvironment: `${here}/environment.js`,
  setupFilesAfterEnv: [...setupFilesAfterEnv, `${here}/patience.ts`],
  testMatch: [`${here}/**/*.test.ts`],
  maxWorkers: 1,
  globalSetup: `${here}/start.ts`,
  globalTeardown: `${here}/end.ts`,
  reporters: ["default", `${here}/table-reporter.js`],
};
