import { Cron } from "croner";
import { z } from "zod";

/** Numbers alone: Kubernetes knows neither `L` nor `#`, and calls Sunday 0, never 7. */
const FIELDS = /^[\d*,/-]+( [\d*,/-]+){3} [0-6*,/-]+$/;

/** When something happens again and again, in UTC, as a CronJob of Kubernetes reads it. */
export const Schedule = z
  .string()
  .refine(
    (fields) => FIELDS.test(fields) && comes(fields),
    "name minute, hour, day, month and weekday (0-6) in UTC as cron does, for example 0 5 * * 1",
  );

function comes(fields: string): boolean {
  try {
    return new Cron(fields, { mode: "5-part" }).nextRun() !== null;
  } catch {
    return false;
  }
}
