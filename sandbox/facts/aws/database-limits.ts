import type { Props, Value } from "../../provider/values";
import type { Fact, Limit } from "../fact";
import { text } from "../paths";
import { windows } from "./windows";

/** Storage that may grow by itself grows by a tenth at least; zero switches that off. */
export const STORAGE: readonly Limit[] = [
  {
    path: "maxAllocatedStorage",
    api: true,
    text: "InvalidParameterCombination: Max storage size must be greater than storage size",
    holds: (value, inputs) => value === 0 || growth(value, inputs) > 1,
  },
  {
    path: "maxAllocatedStorage",
    api: true,
    text: "InvalidParameterCombination: The maximum allocated storage must be increased by at least 10 percent.",
    holds: (value, inputs) => value === 0 || growth(value, inputs) >= 1.1,
  },
];

const INSIGHTS_DAYS = [7, ...Array.from({ length: 23 }, (_, month) => 31 * (month + 1)), 731];

/** How long Performance Insights keeps what it saw. */
export const INSIGHTS: readonly Limit[] = [
  {
    path: "performanceInsightsRetentionPeriod",
    api: true,
    text: `InvalidParameterValue: Invalid Performance Insights retention period. Valid values are: [${INSIGHTS_DAYS.join(", ")}]`,
    holds: (value) => INSIGHTS_DAYS.some((days) => days === value),
  },
];

/** When a database is backed up and maintained. */
export const WINDOWS = windows("backupWindow", 30, {
  daily: "InvalidParameterValue: The backup window must be at least 30 minutes.",
  weekly: "InvalidParameterValue: The maintenance window must be at least 30 minutes.",
  day: "InvalidParameterValue: Maintenance window must be less than 24 hours.",
  overlap: "InvalidParameterValue: The backup window and maintenance window must not overlap.",
});

/** Families that RDS runs PostgreSQL 16 on, after "Supported DB engines for DB instance classes". */
const BURSTABLE = /^db\.t(3|4g)\.(micro|small|medium|large|xlarge|2xlarge)$/;
const STEADY =
  /^db\.(m(5d?|6gd?|6id?|7g|7i|8g)|r(5[bd]?|6gd?|6id?|7g|7i|8g)|x2g|x2ie?dn|c6gd)\.(large|(|2|4|8|12|16|24|32|48)xlarge)$/;

/** Whether RDS runs an engine on a class shows only when it is asked to. */
export const unsupportedClass: NonNullable<Fact["forbids"]> = (inputs) => {
  const [of, version] = [text(inputs, "instanceClass"), text(inputs, "engineVersion")];
  if (text(inputs, "engine") !== "postgres" || of === "") return undefined;
  return BURSTABLE.test(of) || STEADY.test(of)
    ? undefined
    : `InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=${of}, Engine=postgres, EngineVersion=${version}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`;
};

/** How many times its storage a database may grow to; one that says nothing may. */
function growth(most: Value, inputs: Props): number {
  const storage = inputs["allocatedStorage"];
  return typeof storage === "number" ? Number(most) / storage : Infinity;
}
