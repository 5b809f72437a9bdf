const { TestEnvironment } = require("jest-environment-node");

/** The client of Kubernetes is an ES module: Node can require one, jest inside a test cannot. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.kubernetesClient = require("@kubernetes/client-node");
  }
};
