import { spawnSync } from "node:child_process";

import { BOOTSTRAP_SCRIPT } from "../../../components/data/bootstrap-script";

describe("the script that makes a login", () => {
  it("is valid shell", () => {
    expect(spawnSync("sh", ["-n"], { input: BOOTSTRAP_SCRIPT, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  it("never puts a password into SQL, where a statement log would keep it", () => {
    const sql = /<<'SQL'\n([^]*?)\nSQL\n/.exec(BOOTSTRAP_SCRIPT)?.[1] ?? "";

    expect(sql).toContain('ALTER ROLE :"role" LOGIN;');
    expect(sql).not.toMatch(/password/i);
    expect(BOOTSTRAP_SCRIPT).toContain('--command "\\password $ROLE"');
  });

  it("asks for no right that the master user of RDS lacks", () => {
    expect(BOOTSTRAP_SCRIPT).not.toMatch(/^\s*SET /m);
    expect(BOOTSTRAP_SCRIPT).not.toContain("SUPERUSER");
  });
});
