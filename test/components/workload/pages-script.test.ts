import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { EXPIRE_SCRIPT, UPLOAD_SCRIPT } from "../../../components/workload/pages-script";

/** A bucket that is a folder: as much of the AWS CLI as the scripts use. */
const AWS = `#!/bin/bash
set -euo pipefail
echo "$*" >> "$HOME/calls"
here() { echo "$HOME/s3/\${1#s3://}"; }
case "$1 $2" in
  "s3api head-object") test -e "$HOME/s3/$4/$6" ;;
  "s3api put-object") mkdir -p "$HOME/s3/$4/$(dirname "$6")"; touch "$HOME/s3/$4/$6" ;;
  "s3api list-objects-v2")
    cd "$HOME/s3/$4"; for one in releases/*/; do printf '%s\\t' "$one"; done; echo ;;
  "s3 rm") rm -r "$(here "\${@: -1}")" ;;
  "s3 cp")
    to=$(here "\${@: -1}"); from="\${@: -2:1}"
    mkdir -p "$to"; cp -R "$from/." "$to" ;;
esac
`;

const ARTIFACT = "0123456789ab";

describe("the scripts that keep pages in a bucket", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "platform-pages-"));
    writeFileSync(join(home, "aws"), AWS, { mode: 0o755 });
    put("pages/index.html", "<p>new</p>");
    put("pages/assets/app-1f2e.js", "1");
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  const run = (script: string, variables: object) => {
    const env = { HOME: home, PATH: `${home}:${process.env["PATH"] ?? ""}`, BUCKET: "shop" };
    const all = { ...env, ...variables };
    const { status, stdout } = spawnSync("bash", ["-c", script], { env: all, encoding: "utf8" });
    return { status, lines: stdout.trim().split("\n") };
  };
  const upload = () => run(UPLOAD_SCRIPT, { ARTIFACT, PAGES: join(home, "pages") });
  const calls = () => readFileSync(join(home, "calls"), "utf8").trim().split("\n");
  const releases = () => readdirSync(join(home, "s3/shop/releases")).sort();

  it("SAL-23 bring files to the folder of their release, and mark it once all are there", () => {
    const folder = `releases/${ARTIFACT}`;

    expect(upload()).toEqual({
      status: 0,
      lines: [`the pages of ${ARTIFACT} are in s3://shop/${folder}`],
    });
    expect(readFileSync(join(home, "s3/shop", folder, "index.html"), "utf8")).toBe("<p>new</p>");
    const pages = join(home, "pages");
    expect(calls()).toEqual([
      `s3api head-object --bucket shop --key ${folder}/.complete`,
      `s3 cp --recursive --only-show-errors --cache-control public, max-age=31536000, immutable ${pages}/assets s3://shop/${folder}/assets`,
      `s3 cp --recursive --only-show-errors --cache-control no-cache --exclude assets/* ${pages} s3://shop/${folder}`,
      `s3api put-object --bucket shop --key ${folder}/.complete`,
    ]);
  });

  it("never write again what is marked", () => {
    upload();
    put("pages/index.html", "<p>other</p>");

    expect(upload()).toEqual({
      status: 0,
      lines: [`the pages of ${ARTIFACT} are there already`],
    });
    expect(readFileSync(join(home, `s3/shop/releases/${ARTIFACT}/index.html`), "utf8")).toBe(
      "<p>new</p>",
    );
  });

  it("bring nothing of an image without pages", () => {
    rmSync(join(home, "pages/index.html"));

    expect(upload()).toMatchObject({ status: 1 });
    expect(existsSync(join(home, "s3"))).toBe(false);
  });

  it("leave no mark where a copy fails", () => {
    const broken = AWS.replace('mkdir -p "$to"; cp', 'mkdir -p "$to"; exit 1; cp');
    writeFileSync(join(home, "aws"), broken, { mode: 0o755 });

    expect(upload().status).toBe(1);
    expect(existsSync(join(home, `s3/shop/releases/${ARTIFACT}/.complete`))).toBe(false);
  });

  it("delete the pages of releases that nobody names, and no others", () => {
    for (const one of ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "by-hand"]) {
      put(`s3/shop/releases/${one}/index.html`, one);
    }

    expect(run(EXPIRE_SCRIPT, { KEEP: "bbbbbbbbbbbb cccccccccccc" })).toEqual({
      status: 0,
      lines: ["deleted the pages of aaaaaaaaaaaa"],
    });
    expect(releases()).toEqual(["bbbbbbbbbbbb", "by-hand", "cccccccccccc"]);
  });

  it("delete nothing where nobody says what stays", () => {
    put("s3/shop/releases/aaaaaaaaaaaa/index.html", "a");

    expect(run(EXPIRE_SCRIPT, { KEEP: "" }).status).toBe(1);
    expect(releases()).toEqual(["aaaaaaaaaaaa"]);
  });
});
