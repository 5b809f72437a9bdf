import { z } from "zod";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = DAYS.length * DAY_MINUTES;

const TIME = "([01]\\d|2[0-3]):[0-5]\\d";
const DAILY = new RegExp(`^${TIME}-${TIME}$`);
const WEEKLY = new RegExp(`^(${DAYS.join("|")}):${TIME}-(${DAYS.join("|")}):${TIME}$`);

/** A time of every day in UTC, `02:00-03:00`, of so many minutes at least. */
export function dailyWindow(minutes: number) {
  return z
    .string()
    .regex(DAILY, { abort: true, error: "name a time of day in UTC, for example 02:00-03:00" })
    .refine(
      (window) => span(window, DAY_MINUTES).length >= minutes,
      `a window is open for ${minutes} minutes at least`,
    );
}

/** A time of every week in UTC, `sun:04:00-sun:05:00`, of so many minutes at least. */
export function weeklyWindow(minutes: number) {
  return z
    .string()
    .regex(WEEKLY, {
      abort: true,
      error: "name a time of the week in UTC, for example sun:04:00-sun:05:00",
    })
    .refine((window) => {
      const { length } = span(window, WEEK_MINUTES);
      return length >= minutes && length < DAY_MINUTES;
    }, `a window is open for ${minutes} minutes at least, and for less than a day`);
}

/** Whether a daily window is ever open at once with another, daily or weekly, or so shortly before it. */
export function collide(daily: string, other: string, marginMinutes = 0): boolean {
  const [day, one] = [everyDay(daily), /^\d/.test(other) ? everyDay(other) : weekly(other)];
  return DAYS.some((_, index) => {
    const from = index * DAY_MINUTES + day.from;
    const [behind, ahead] = [wait(one.from, from), wait(from, one.from)];
    return behind < one.length || ahead < day.length + marginMinutes;
  });
}

/** When a daily window opens, in minutes after midnight UTC, and for how many minutes. */
export function everyDay(window: string) {
  return span(window, DAY_MINUTES);
}

function weekly(window: string) {
  return span(window, WEEK_MINUTES);
}

/** When a window opens, in minutes, and for how many minutes. */
function span(window: string, period: number) {
  const [from = 0, to = 0] = window.split("-").map(minuteOf);
  return { from, length: (to - from + period) % period };
}

function minuteOf(moment: string): number {
  const [minutes = 0, hours = 0] = moment.split(":").map(Number).reverse();
  return Math.max(0, DAYS.indexOf(moment.slice(0, 3))) * DAY_MINUTES + hours * 60 + minutes;
}

/** Minutes from one moment of the week to the next time that it is another. */
function wait(from: number, to: number): number {
  return (to - from + WEEK_MINUTES) % WEEK_MINUTES;
}
