import { apiAt } from "../../../audit/github/base-url";

describe("the address of the API", () => {
  it.each([
    [undefined, "https://api.github.com"],
    ["https://api.github.com/", "https://api.github.com"],
    ["https://api.example.ghe.com/", "https://api.example.ghe.com"],
    ["https://github.example.test/", "https://github.example.test/api/v3"],
    ["http://127.0.0.1:4711/", "http://127.0.0.1:4711/api/v3"],
    ["http://127.0.0.1:4711/api/v3/", "http://127.0.0.1:4711/api/v3"],
    ["https://notapi.github.com.evil.test/", "https://notapi.github.com.evil.test/api/v3"],
  ])("follows the provider's variable: %s", (given, address) => {
    expect(apiAt(given)).toBe(address);
  });
});
