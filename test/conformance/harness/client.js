/** What `environment.js` has loaded, for whoever asks for it inside a test. */
module.exports = globalThis.kubernetesClient;
