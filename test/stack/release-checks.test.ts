import { recoverProblems } from "../../stack/release-checks";
import { rolloutIdOf } from "../../stack/rollout-id";
import { planned, planWith } from "../support/planned";

const ROLLOUT = rolloutIdOf(planned("dev", "appos"));

describe("a run that takes over what a killed one left behind", () => {
  const problems = (recover: string | undefined, last: Parameters<typeof recoverProblems>[1]) =>
    recoverProblems(planWith("dev", "appos", {}, { recover }), last);

  it("is for a rollout that this update releases", () => {
    expect(problems(ROLLOUT, {})).toEqual([]);
    expect(problems(undefined, {})).toEqual([]);
  });

  it("is for one update: once the rollout serves, the line must go", () => {
    const last = { appos: { verified: [], rollout: ROLLOUT } };
    const [problem] = problems(ROLLOUT, last);

    expect(problem?.path).toBe("recover");
    expect(problem?.message).toMatch(
      /^this update releases ([0-9a-f]{12}, ){2}[0-9a-f]{12}: name one of these, or leave it out; got /,
    );
    expect(problem?.message).not.toContain(`${ROLLOUT},`);
  });

  it("is for no other rollout", () => {
    expect(problems("0123456789ab", {})).toHaveLength(1);
  });
});
