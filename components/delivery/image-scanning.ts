import { ecr } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Guard } from "../shared/guard";

export interface ImageScanningArgs {
  /** `basic`: once, when pushed. `enhanced`: by Amazon Inspector, for as long as they are kept. */
  readonly scanning: "basic" | "enhanced";
  readonly guard: Guard;
}

const SCANS = {
  basic: { scanType: "BASIC", scanFrequency: "SCAN_ON_PUSH" },
  enhanced: { scanType: "ENHANCED", scanFrequency: "CONTINUOUS_SCAN" },
} as const satisfies Record<ImageScanningArgs["scanning"], object>;

/** Every image of an account and region is scanned; AWS has one such setting, so one stack declares it. */
export class ImageScanning extends pulumi.ComponentResource {
  constructor(name: string, args: ImageScanningArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:delivery:ImageScanning", name, {}, opts);
    const { scanType, scanFrequency } = SCANS[args.scanning];
    const everything = [{ filter: "*", filterType: "WILDCARD" }];
    new ecr.RegistryScanningConfiguration(
      `${name}-scanning`,
      { scanType, rules: [{ scanFrequency, repositoryFilters: everything }] },
      { parent: this, ...args.guard.keep(`${name}-scanning`, "durable").options },
    );
    this.registerOutputs({});
  }
}
