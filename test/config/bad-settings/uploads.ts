import { specs } from "../../../apps";
import type { AppSpec } from "../../../apps/spec";
import { at, bad, type BadSetting, expected, oneOf, unknownKey } from "./row";

const UPLOADS = "applications.salitemihret.uploads";
const KEPT = { noncurrentDays: 30, lifecycle: "durable" };

const days = (got: number) => `use a whole number from 1 to 3650; got ${got}`;

/** The specs with one of them changed. */
function having(name: string, change: Partial<AppSpec>): Readonly<Record<string, AppSpec>> {
  const spec = specs[name];
  if (spec === undefined) throw new Error(`no application ${name}`);
  return { ...specs, [name]: { ...spec, ...change } };
}

/** What does not fit between people's files, mail, and where an application runs. */
export const UPLOADED: readonly BadSetting[] = [
  ...at(
    "prod",
    UPLOADS,
    ["uploads in a word", "bucket", expected("object", "string")],
    ["uploads in a place of their own", { ...KEPT, paths: ["/srv"] }, unknownKey("paths")],
    [
      "no word on uploads",
      undefined,
      "salitemihret keeps what people upload in a bucket: say how it is kept",
    ],
  ),
  ...at(
    "prod",
    `${UPLOADS}.noncurrentDays`,
    ["nothing that comes back", 0, days(0)],
    ["files that come back after ten years", 3651, days(3651)],
    ["half a day to come back", 0.5, days(0.5)],
    [
      "prod files that come back for four weeks",
      29,
      "a file that was overwritten or deleted in production comes back for 30 days at least; got 29",
    ],
  ),
  ...at("prod", `${UPLOADS}.lifecycle`, [
    "files for ever",
    "eternal",
    oneOf("durable", "disposable"),
  ]),
  ...(["staging", "prod"] as const).flatMap((stack) =>
    at(stack, `${UPLOADS}.lifecycle`, [
      `${stack} files that go with the stack`,
      "disposable",
      "what people upload outside dev outlives the stack (durable); got disposable",
    ]),
  ),
  ...at("prod", "applications.appos.uploads", [
    "a bucket for nothing",
    KEPT,
    "appos keeps nothing in a bucket",
  ]),
  ...at("dev", UPLOADS, [
    "a bucket that no pod enters",
    { ...KEPT, lifecycle: "disposable" },
    "pods enter a bucket from an EKS cluster alone: describe one (cluster), or leave it out",
  ]),
  ...at("prod", "applications.salitemihret.variables", [
    "another application's bucket",
    { MINIO_BUCKET: "shop-uploads-333333333333" },
    "MINIO_BUCKET must be salitemihret-uploads-333333333333 here; got shop-uploads-333333333333",
    "applications.salitemihret.variables.MINIO_BUCKET",
  ]),
  bad(
    "prod",
    "LIFE-23 files on a disk that pods do not share",
    {
      specs: having("life-os", {
        uploads: { kind: "disk", paths: ["/app/uploads", "/app/media"] },
      }),
    },
    [
      "pods share no storage yet: life-os has to keep /app/uploads, /app/media in a bucket (apps/)",
      "applications.life-os.uploads",
    ],
  ),
  bad(
    "prod",
    "LIM-8 mail in the sandbox of SES beside mail that is not",
    {
      specs: having("appos", {
        email: { dev: "mailhog", staging: "sesSandbox", prod: "sesSandbox" },
      }),
    },
    [
      "apps/ keeps its mail in the sandbox of SES, which salitemihret has left: one account and region is in it or not",
      "applications.appos",
    ],
  ),
];
