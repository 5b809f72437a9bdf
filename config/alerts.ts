import { z } from "zod";

import { distinct } from "./value";

/** Who is told what happens to data stores; each address confirms by hand before it gets anything. */
export const Alerts = z
  .strictObject({
    emails: distinct(z.email("name an e-mail address, for example ops@example.org")),
  })
  .readonly();
export type Alerts = z.infer<typeof Alerts>;
