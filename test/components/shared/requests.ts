import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { record } from "../../support/recorder";

interface Monitor {
  registerResource: (request: RegisterResourceRequest, callback: unknown) => unknown;
}

/** What `build` asks of the engine: all of it, where a recording keeps what most tests need. */
export async function requests(build: () => unknown): Promise<readonly RegisterResourceRequest[]> {
  const seen: RegisterResourceRequest[] = [];
  await record(() => {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
      seen.push(request);
      return register(request, callback);
    };
    build();
  });
  return seen;
}
