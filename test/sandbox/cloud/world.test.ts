import { find, list, placeAt, remove } from "../../../sandbox/cloud/objects";
import { openWorld } from "../../../sandbox/cloud/world";
import { temporary } from "../temporary";

const ZONE = "aws:route53/zone:Zone";

describe("the world", () => {
  it("exists in the cloud before the first run", async () => {
    const sandbox = temporary();
    await openWorld(sandbox);
    const names = (...place: string[]) =>
      list(placeAt(sandbox, ...place)).map(({ object }) => object.name);

    expect(names("aws", "333333333333", "global").sort()).toEqual(["example-org.test", "fcy.sh"]);
    expect(names("aws", "222222222222", "eu-central-1")).toEqual(["staging"]);
    expect(names("kubernetes", "dev").sort()).toEqual(["default", "default", "kube-system"]);
    expect(names("github", "example-org")).toEqual(
      expect.arrayContaining([
        "appos",
        "life-os",
        "lifeos",
        "salitemihret",
        "platform",
        "architects",
        "grace",
      ]),
    );
  });

  it("is put there once: what was removed stays removed", async () => {
    const sandbox = temporary();
    const first = await openWorld(sandbox);
    const place = placeAt(sandbox, "aws", "333333333333", "global");
    remove(place, ZONE, "Z0333333333FCYSH");

    expect(await openWorld(sandbox)).toEqual(first);
    expect(find(place, ZONE, "Z0333333333FCYSH")).toBeUndefined();
  });
});
