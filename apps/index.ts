import { appos } from "./appos";
import { lifeOs } from "./life-os";
import { lifeos } from "./lifeos";
import { salitemihret } from "./salitemihret";
import type { AppSpec } from "./spec";

/** Every application that an environment may name: a new one is a new file, a line here, and its YAML. */
export const specs: Readonly<Record<string, AppSpec>> = {
  appos,
  "life-os": lifeOs,
  lifeos,
  salitemihret,
};
