import { Schedule } from "../../config/schedule";

it.each(["0 5 * * 1", "*/15 * * * *", "0 0 1,15 * *", "30 2 * 1-6 0", "0 5 29 2 *"])(
  "%s is a time that comes again",
  (fields) => {
    expect(Schedule.parse(fields)).toBe(fields);
  },
);
