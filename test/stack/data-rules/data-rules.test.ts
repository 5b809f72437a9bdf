import { recordAll } from "../../support/three-stacks";
import { CLOUDFRONT } from "./cloudfront";
import { damaged, mended } from "./damage";
import { ELASTICACHE } from "./elasticache";
import { BACKUP, KMS, SECRETS, SNS } from "./others";
import { RDS } from "./rds";
import { type Finding, idOf, judge } from "./rule";
import { S3 } from "./s3";
import { WAF } from "./waf";
import { excuse, readWaivers } from "./waivers";

const of = recordAll();
const RULES = [
  ...RDS,
  ...ELASTICACHE,
  ...S3,
  ...KMS,
  ...SECRETS,
  ...BACKUP,
  ...SNS,
  ...CLOUDFRONT,
  ...WAF,
];
/** Where data is kept in AWS. */
const KEEPING = ["staging", "prod"] as const;
const TODAY = new Date().toISOString().slice(0, 10);

it("stores and the CDN of staging and prod break no rule of scanners but those that are waived, and no waiver is too many", () => {
  const findings = KEEPING.flatMap((stack) =>
    RULES.flatMap((rule) => judge(rule, of(stack))).map((found): Finding => ({
      ...found,
      subject: `${stack} ${found.subject}`,
    })),
  );

  expect(excuse(findings, readWaivers(), TODAY)).toEqual({ unwaived: [], unused: [], expired: [] });
});

it("each rule is listed once, and each waiver is one of a rule", () => {
  const known = RULES.map(idOf);

  expect(known.filter((id, index) => known.indexOf(id) < index)).toEqual([]);
  expect(readWaivers().filter(({ rule }) => !known.includes(rule))).toEqual([]);
});

describe.each(RULES.map((rule) => [rule.ids, rule.promise, rule] as const))(
  "%s: %s",
  (_ids, _promise, rule) => {
    it.each(KEEPING)("judges something in %s", (stack) => {
      expect(of(stack).of(rule.type)).not.toEqual([]);
    });

    it("finds everything that breaks it in any way", () => {
      const ways = damaged(rule, of("prod"));
      const everything = of("prod")
        .of(rule.type)
        .map(({ name }) => name);

      expect(ways).not.toEqual([]);
      expect(ways.map(([way, stack]) => [way, names(judge(rule, stack))])).toEqual(
        ways.map(([way]) => [way, everything]),
      );
    });

    it("finds nothing in what keeps it", () => {
      const kept = of("prod").of(rule.type).length - judge(rule, of("prod")).length;

      // What everything breaks on purpose is kept by nothing that is declared.
      expect(kept > 0 ? [] : judge(rule, mended(rule, of("prod")))).toEqual([]);
    });
  },
);

function names(findings: readonly Finding[]): string[] {
  return findings.map(({ subject }) => subject);
}
