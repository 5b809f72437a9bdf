import { closest } from "../../../sandbox/schema/closest";

const NAMES = ["image", "imagePullPolicy", "ports", "cidrBlock", "startDays", "startDay"];

describe("closest", () => {
  it.each([
    ["imagge", "image"],
    ["imge", "image"],
    ["imege", "image"],
    ["iamge", "image"],
    ["IMAGE", "image"],
    ["port", "ports"],
    ["cidr_block", "cidrBlock"],
    ["imagePullPolices", "imagePullPolicy"],
    ["startday", "startDay"],
    ["imagePullPolicyXxxx", undefined],
    ["imxxe", undefined],
    ["os", undefined],
  ])("takes %s for %s", (written, meant) => {
    expect(closest(written, NAMES)).toBe(meant);
  });
});
