/**
 * `clock.js`: Node loads it before everything that runs inside the sandbox. The program, and what
 * promotes, then read the simulated cloud's time from the machine's own clock, of which they alone know.
 */
import { offset } from "../cloud/clock";

/** The SDK's launcher of a program. Plugins know the cloud's clock themselves. */
const PROGRAMS = /\/(?:@pulumi\/pulumi\/cmd\/run\/index|dist\/deploy)\.js$/;

const sandbox = process.env["SANDBOX_DIR"];
if (sandbox !== undefined && PROGRAMS.test(process.argv[1] ?? "")) {
  globalThis.Date = moved(Date, offset(sandbox));
}

/** A `Date` whose present is so many milliseconds from the machine's. */
function moved(real: DateConstructor, milliseconds: number): DateConstructor {
  const now = () => real.now() + milliseconds;
  return new Proxy(real, {
    construct: (target, given: readonly unknown[], called) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, called) as Date,
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
}
