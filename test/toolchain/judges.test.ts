import { appendFileSync, readdirSync, rmSync } from "node:fs";

import { Workshop } from "./workshop";

/** Stand-ins that leave a mark; the real tools take half a minute. */
const GO =
  'while [ "$1" != -o ]; do shift; done; touch "$2kubeconform" "$2kube-score"; echo x >>"$COUNT"';
const NODE = 'mkdir "$3" && touch "$3/deployment-apps-v1.json"';
/** All else that the script may take from the machine. */
const TOOLS = ["bash", "cat", "cksum", "dirname", "mkdir", "mktemp", "mv", "rm", "touch"];

let shop: Workshop;

beforeEach(() => {
  shop = new Workshop(["judges.sh", "judges", "schemas"], TOOLS);
  shop.commands("tools", { go: GO, node: NODE });
});

afterEach(() => {
  shop.remove();
});

describe("the directory of the judges", () => {
  it("holds both judges and the schemas", () => {
    const { directory } = build();

    expect(directory).toBe(shop.path(".cache/judges"));
    expect(readdirSync(directory).sort()).toEqual([
      "built",
      "kube-score",
      "kubeconform",
      "schemas",
    ]);
  });

  it.each(["judges/go.sum", "schemas/go.sum", "schemas/target-group-binding.yaml", "judges.sh"])(
    "is filled once, and again when %s changes",
    (file) => {
      build();
      expect(build()).toMatchObject({ directory: shop.path(".cache/judges"), said: "" });
      expect(shop.calls()).toBe(1);

      appendFileSync(shop.path("toolchain", file), "\n");
      build();
      expect(shop.calls()).toBe(2);
    },
  );

  it("keeps nothing of a build that failed half-way", () => {
    shop.commands("tools", { node: "exit 1" });

    expect(build().status).toBe(1);
    expect(readdirSync(shop.path(".cache"))).toEqual([]);
  });

  it("is missing with a clear line where there is no Go", () => {
    rmSync(shop.path("tools/go"));

    expect(build()).toMatchObject({
      status: 1,
      said: "judges: install Go 1.25 or newer to build kubeconform and kube-score\n",
    });
  });
});

function build() {
  return shop.run("judges.sh");
}
