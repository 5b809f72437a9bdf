import { at, type BadSetting, expected, unknownKey } from "./row";

/** Bad values of what the pipelines of this repository find. */
export const PIPELINES: readonly BadSetting[] = [
  ...at("dev", "state", ["no place for states", undefined, expected("object", "undefined")]),
  ...at("prod", "state.table", ["a table of locks", "locks", unknownKey("table"), "state"]),
  ...at("prod", "state.bucket", [
    "a bucket by its address",
    "s3://platform-state",
    "name a bucket, for example platform-state-123456789012",
  ]),
  ...at("prod", "state.evidence", [
    "evidence among the states",
    "platform-state-333333333333",
    "a bucket whose objects are locked cannot hold states: name another one",
  ]),
  ...at("staging", "state.key", [
    "a bucket's key by its alias",
    "alias/state",
    "name a KMS key by its ARN, for example arn:aws:kms:eu-central-1:123456789012:key/1234abcd",
  ]),
  ...at("prod", "github.apps.release", [
    "an App by its name",
    "releases",
    expected("number", "string"),
  ]),
  ...at("dev", "github.apps", ["no word on the Apps", undefined, expected("object", "undefined")]),
  ...at("dev", "github.apps.writer", ["a third App", 1, unknownKey("writer"), "github.apps"]),
  ...at("dev", "github.apps.reader", [
    "previews with the App that changes things",
    401234,
    "previews run what nobody has merged yet: give them an App that only reads",
  ]),
];
