import type { Pipeline } from "./pipelines";

const STACKS = ["dev", "staging", "prod"];

/** The workflows of this repository; a test compares the files with this. */
export const platformPipelines: readonly Pipeline[] = [
  {
    file: "pull-request.yml",
    pullRequests: ["main"],
    jobs: {
      check: { required: true },
      test: { required: true },
      preview: {
        matrix: STACKS,
        environment: ["preview-dev", "preview-staging", "preview-prod"],
      },
    },
  },
  {
    file: "up.yml",
    pullRequests: [],
    jobs: {
      toolbox: { environment: "ci" },
      "plan-dev": { environment: "plan-dev" },
      dev: { environment: "dev" },
      "plan-staging": { environment: "plan-staging" },
      staging: { environment: "staging" },
      "plan-prod": { environment: "plan-prod" },
      prod: { environment: "production" },
      propose: { environment: "proposals" },
    },
  },
  {
    file: "drift.yml",
    pullRequests: [],
    jobs: {
      look: { matrix: STACKS, environment: ["plan-dev", "plan-staging", "plan-prod"] },
    },
  },
  {
    file: "rehearsal.yml",
    pullRequests: [],
    jobs: { rehearse: { environment: "plan-prod" }, propose: { environment: "proposals" } },
  },
  {
    file: "promote.yml",
    pullRequests: [],
    jobs: {
      promote: { environment: ["plan-dev", "plan-staging"] },
      propose: { environment: "proposals" },
    },
  },
  {
    file: "rollback.yml",
    pullRequests: [],
    jobs: { rollback: {}, propose: { environment: "proposals" } },
  },
  {
    file: "security-audit.yml",
    pullRequests: [],
    jobs: { dependencies: {}, images: { environment: "plan-prod" } },
  },
];
