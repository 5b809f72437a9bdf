import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../support/lab";

const KEY = "arn:aws:kms:eu-central-1:333333333333:key/33333333-0000-4000-8000-000000000003";

/** Two strokes would make a host of the ARN, and a port of its account: the engine refuses that. */
it.each(["README.md", "bootstrap/README.md"])(
  "%s names keys by addresses that are some",
  (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const addresses = [...text.matchAll(/'(awskms:[^']*)'/g)].map(([, address = ""]) =>
      address.replace(/<[^>]*>/, KEY),
    );

    expect(addresses.map((address) => new URL(address).pathname)).toEqual([`/${KEY}`]);
  },
);
