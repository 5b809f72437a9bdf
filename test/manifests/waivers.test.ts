import { settle, type Waivers } from "./waivers";

const FOUND = {
  judge: "kube-score",
  check: "pod-probes",
  subject: "dev Deployment web",
  detail: "no probe",
} as const;
const WAIVER: Waivers[number] = {
  judge: "kube-score",
  check: "pod-probes",
  reason: "asked by nobody",
  subjects: ["dev Deployment web"],
};

describe("a list of waivers", () => {
  it("is right when it names each finding, however often that is made", () => {
    expect(settle([FOUND, FOUND], [WAIVER])).toEqual({ unwaived: [], unused: [] });
  });

  it.each<[string, Partial<Waivers[number]>]>([
    ["judge", { judge: "kubeconform" }],
    ["check", { check: "stable-version" }],
    ["subject", { subjects: ["prod Deployment web"] }],
  ])("is wrong about another %s", (_, change) => {
    const { unwaived, unused } = settle([FOUND], [{ ...WAIVER, ...change }]);

    expect(unwaived).toEqual(["kube-score pod-probes dev Deployment web: no probe"]);
    expect(unused).toHaveLength(1);
  });

  it("is wrong to waive what is not found", () => {
    expect(settle([], [WAIVER]).unused).toEqual(["kube-score pod-probes dev Deployment web"]);
  });
});
