import { cpu, memory } from "../../../components/shared/quantity";

describe("quantities", () => {
  it.each([
    [100, "100m"],
    [1000, "1"],
    [13_250, "13250m"],
  ])("writes %d thousandths of a CPU as %s", (millicores, text) => {
    expect(cpu(millicores)).toBe(text);
  });

  it.each([
    [256, "256Mi"],
    [1024, "1Gi"],
    [13_312, "13Gi"],
    [1536, "1536Mi"],
    [2_097_152, "2Ti"],
  ])("writes %d MiB as %s", (mebibytes, text) => {
    expect(memory(mebibytes)).toBe(text);
  });
});
