import type * as pulumi from "@pulumi/pulumi";

import { Guard, type IsWaived, type Keep } from "../../../components/shared/guard";
import { record } from "../../support/recorder";

const TYPE = "aws:rds/instance:Instance";

describe("Guard", () => {
  it("protects durable resources and hangs its hooks on them", async () => {
    const keep = await kept("durable", nothing);
    const hooks = [hook(keep, "beforeDelete"), hook(keep, "beforeUpdate")];

    expect(keep.protected).toBe(true);
    expect(keep.options.protect).toBe(true);
    expect(hooks.map(({ name }) => name)).toEqual(["refuse-destruction", "refuse-weakening"]);
    expect(hooks.map(({ opts }) => opts)).toEqual([{ onDryRun: true }, { onDryRun: true }]);
  });

  it("leaves disposable resources alone", async () => {
    expect(await kept("disposable", nothing)).toEqual({ protected: false, options: {} });
  });

  it("refuses to let its resource go, and says how it may", async () => {
    const keep = await kept("durable", nothing);

    expect(() => run(keep, "beforeDelete")).toThrow(
      "db (aws:rds/instance:Instance) holds data and may be neither deleted nor replaced; " +
        "if that is really meant, add a waiver of kind destroy with subject db",
    );
  });

  it("names everything else that it keeps", async () => {
    const keep = await kept("durable", nothing, ["cache", "key"]);

    expect(() => run(keep, "beforeDelete")).toThrow(
      "neither deleted nor replaced, nor may cache, key; if",
    );
  });

  it("switches protection off under a waiver, for the next update to find", async () => {
    const keep = await kept("durable", only("destroy"));

    expect(keep.protected).toBe(false);
    expect(keep.options.protect).toBe(false);
    expect(hook(keep, "beforeDelete").name).toBe("refuse-unwaived-destruction");
    expect(() => run(keep, "beforeDelete")).not.toThrow();
  });

  it("refuses to let go in the update that switches protection off", async () => {
    let lifted = false;
    const keep = await kept("durable", () => lifted);
    lifted = true;

    expect(() => run(keep, "beforeDelete")).toThrow(
      "db (aws:rds/instance:Instance) is still protected: the first update under its waiver " +
        "lifts that, and only the next one may delete or replace it",
    );
  });

  it("refuses to let go when the waiver is gone in between", async () => {
    let lifted = true;
    const keep = await kept("durable", () => lifted);
    lifted = false;

    expect(() => run(keep, "beforeDelete")).toThrow("neither deleted nor replaced");
  });

  it("does not take leave to weaken for leave to destroy", async () => {
    const keep = await kept("durable", only("weaken"));

    expect(keep.protected).toBe(true);
    expect(() => run(keep, "beforeDelete")).toThrow("neither deleted nor replaced");
  });

  it("refuses an update that keeps data less safely, and says how it may", async () => {
    const keep = await kept("durable", nothing);

    expect(() => run(keep, "beforeUpdate", ...SHORTER)).toThrow(
      "db (aws:rds/instance:Instance) may not be kept less safely: " +
        "it would go back fewer days (backupRetentionPeriod 7 → 3), " +
        "it would no longer refuse its deletion (deletionProtection true → none); " +
        "if that is really meant, add a waiver of kind weaken with subject db",
    );
  });

  it.each(["weaken", "destroy"] as const)("allows it under a waiver of kind %s", async (kind) => {
    const keep = await kept("durable", only(kind));

    expect(() => run(keep, "beforeUpdate", ...SHORTER)).not.toThrow();
  });

  it("lets every other update pass", async () => {
    const keep = await kept("durable", nothing);
    const [old] = SHORTER;

    expect(() => run(keep, "beforeUpdate", old, { ...old, instanceClass: "large" })).not.toThrow();
  });
});

const SHORTER = [
  { backupRetentionPeriod: 7, deletionProtection: true },
  { backupRetentionPeriod: 3 },
] as const;

const nothing: IsWaived = () => false;

function only(waived: "destroy" | "weaken"): IsWaived {
  return (kind, name) => kind === waived && name === "db";
}

async function kept(
  lifecycle: "durable" | "disposable",
  isWaived: IsWaived,
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

type When = "beforeDelete" | "beforeUpdate";

function hook({ options }: Keep, when: When): pulumi.ResourceHook {
  const [first] = options.hooks?.[when] ?? [];
  if (first === undefined || typeof first === "function") throw new Error("no hook with a name");
  return first;
}

function run(keep: Keep, when: When, oldInputs: object = {}, newInputs: object = {}): unknown {
  return hook(keep, when).callback({
    urn: `urn:pulumi:prod::platform::${TYPE}::db`,
    ...{ id: "db", name: "db", type: TYPE, oldInputs, newInputs },
  });
}
