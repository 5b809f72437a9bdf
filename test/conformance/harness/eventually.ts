import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 100;

/** Asks again and again until there is an answer; a refusal counts as none. Fails after `seconds`. */
export async function eventually<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    let why = "";
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      why = `: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s${why}`);
    await sleep(PAUSE_MS);
  }
}
