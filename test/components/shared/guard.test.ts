import type * as pulumi from "@pulumi/pulumi";

import { Guard, type Keep } from "../../../components/shared/guard";
import { record } from "../../support/recorder";

describe("Guard", () => {
  it("protects durable resources and hangs its hook on them", async () => {
    const keep = await kept("durable", () => false);

    expect(keep.protected).toBe(true);
    expect(keep.options.protect).toBe(true);
    expect(hook(keep).name).toBe("refuse-destruction");
    expect(hook(keep).opts).toEqual({ onDryRun: true });
  });

  it("leaves disposable resources alone", async () => {
    expect(await kept("disposable", () => false)).toEqual({ protected: false, options: {} });
  });

  it("refuses to let its resource go, and says how it may", async () => {
    const keep = await kept("durable", () => false);

    expect(() => destroy(keep)).toThrow(
      "db (aws:rds/instance:Instance) holds data and may be neither deleted nor replaced; " +
        "if that is really meant, add a waiver of kind destroy with subject db",
    );
  });

  it("names everything else that it keeps", async () => {
    const keep = await kept("durable", () => false, ["cache", "key"]);

    expect(() => destroy(keep)).toThrow("neither deleted nor replaced, nor may cache, key; if");
  });

  it("switches protection off under a waiver first, and lets go second", async () => {
    const keep = await kept("durable", (name) => name === "db");

    expect(keep.protected).toBe(false);
    expect(keep.options.protect).toBe(false);
    expect(() => destroy(keep)).not.toThrow();
  });
});

async function kept(
  lifecycle: "durable" | "disposable",
  isWaived: (name: string) => boolean,
  others: readonly string[] = [],
) {
  let keep: Keep | undefined;
  await record(() => {
    const guard = new Guard(isWaived);
    for (const other of others) guard.keep(other, lifecycle);
    keep = guard.keep("db", lifecycle);
  });
  if (keep === undefined) throw new Error("nothing was kept");
  return keep;
}

function hook({ options }: Keep): pulumi.ResourceHook {
  const [first] = options.hooks?.beforeDelete ?? [];
  if (first === undefined) throw new Error("no hook");
  return first;
}

function destroy(keep: Keep): unknown {
  return hook(keep).callback({
    urn: "urn:pulumi:prod::platform::aws:rds/instance:Instance::db",
    id: "db",
    name: "db",
    type: "aws:rds/instance:Instance",
  });
}
