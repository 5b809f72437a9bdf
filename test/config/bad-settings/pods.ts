import { at, bad, type BadSetting, expected, oneOf, unknownKey, withValue } from "./row";

const APP = "applications.appos";
const MORE = "scaling adds pods: use more than replicas, or leave it out";
const within = (min: number, max: number, got: number) =>
  `use a whole number from ${min} to ${max}; got ${got}`;

const process = (path: string): readonly BadSetting[] => [
  ...at(
    "prod",
    `${path}.replicas`,
    [`${path} without a pod`, 0, within(1, 50, 0)],
    [`${path} with 51 pods`, 51, within(1, 50, 51)],
    [`${path} with half a pod`, 2.5, within(1, 50, 2.5)],
    [`${path} with pods in words`, "two", expected("number", "string")],
  ),
  ...at("prod", `${path}.size`, [`${path} of no size`, "huge", oneOf("small", "medium", "large")]),
  ...at(
    "prod",
    `${path}.maxReplicas`,
    [`${path} that scales to 201 pods`, 201, within(2, 200, 201)],
    [`${path} that scales to half a pod`, 9.5, within(2, 200, 9.5)],
    [`${path} that scales to pods in words`, "ten", expected("number", "string")],
    [`${path} that scales to fewer pods than it starts with`, 2, MORE],
  ),
  bad(
    "prod",
    `${path} that scales to a single pod`,
    { settings: withValue("prod", `${path}.maxReplicas`, 1) },
    [within(2, 200, 1), `${path}.maxReplicas`],
    [MORE, `${path}.maxReplicas`],
  ),
  ...at("prod", `${path}.port`, [`${path} with a port`, 80, unknownKey("port"), path]),
];

/** Bad values of how the processes of an application run. */
export const PODS: readonly BadSetting[] = [
  ...at("prod", `${APP}.backend`, ["no backend", undefined, expected("object", "undefined")]),
  ...process(`${APP}.backend`),
  ...process(`${APP}.worker`),
  ...process("applications.life-os.frontend"),
  ...at("prod", `${APP}.backend.maxReplicas`, [
    "a backend that scales to the pods it has",
    3,
    MORE,
  ]),
  ...at("prod", `${APP}.scheduler`, [
    "pods of a scheduler, which is always one",
    { replicas: 2, size: "small" },
    unknownKey("scheduler"),
    APP,
  ]),
  ...at(
    "prod",
    `${APP}.migrateDeadlineSeconds`,
    ["a migration that outlasts the hour that Pulumi waits", 3541, within(30, 3540, 3541)],
    ["a migration without time to start", 29, within(30, 3540, 29)],
    ["a deadline of half a second", 60.5, within(30, 3540, 60.5)],
    ["a deadline with a unit", "10m", expected("number", "string")],
    ["no word on how long a migration takes", undefined, expected("number", "undefined")],
  ),
];
