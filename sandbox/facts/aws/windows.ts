import type { Value } from "../../provider/values";
import type { Limit } from "../fact";
import { like, text } from "../paths";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = 24 * 60;
const TIME = "([01]\\d|2[0-3]):[0-5]\\d";
const WEEKDAY = `(${DAYS.join("|")})`;
const DAILY = new RegExp(`^${TIME}-${TIME}$`, "i");
const WEEKLY = new RegExp(`^${WEEKDAY}:${TIME}-${WEEKDAY}:${TIME}$`, "i");

/** When a store is backed up, every day, and when it is maintained, every week: never both at once. */
export function windows(
  daily: string,
  minutes: number,
  refusals: Readonly<Record<"daily" | "weekly" | "overlap", string>> & { readonly day?: string },
): readonly Limit[] {
  const weekly = { path: "maintenanceWindow", api: true } as const;
  return [
    { path: daily, text: 'must satisfy the format of "hh24:mi-hh24:mi"', holds: like(DAILY) },
    {
      path: weekly.path,
      text: 'must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi"',
      holds: like(WEEKLY),
    },
    {
      path: daily,
      api: true,
      text: refusals.daily,
      holds: (window) => minutesOf(window, DAY).length >= minutes,
    },
    {
      ...weekly,
      text: refusals.weekly,
      holds: (window) => minutesOf(window, 7 * DAY).length >= minutes,
    },
    {
      ...weekly,
      text: refusals.day ?? "",
      holds: (window) => refusals.day === undefined || minutesOf(window, 7 * DAY).length < DAY,
    },
    {
      ...weekly,
      text: refusals.overlap,
      holds: (window, inputs) => {
        const taken = new Set(minutesOf(text(inputs, daily), DAY));
        return minutesOf(window, 7 * DAY).every((minute) => !taken.has(minute % DAY));
      },
    },
  ];
}

/** Every minute, of a day or of a week, that a window is open for; none of what is no window. */
function minutesOf(window: Value, period: number): readonly number[] {
  if (typeof window !== "string" || window === "") return [];
  const [from = 0, to = 0] = window.toLowerCase().split("-").map(minuteOf);
  return Array.from({ length: (to - from + period) % period }, (_, i) => (from + i) % period);
}

function minuteOf(moment: string): number {
  const [, day = "mon", hours, minutes] = /^(?:(\w{3}):)?(\d\d):(\d\d)$/.exec(moment) ?? [];
  return DAYS.indexOf(day) * DAY + Number(hours) * 60 + Number(minutes);
}
