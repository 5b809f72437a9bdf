import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

import { page } from "../../../audit/report/html";
import { report } from "../../../audit/report/report";
import { corpus } from "../../support/corpus";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** SCREENSHOTS=<folder> keeps what a person may want to look at. */
const SCREENSHOTS = process.env["SCREENSHOTS"];
const SIZES = { phone: 360, desktop: 1280 } as const;

jest.setTimeout(60_000);

describe("the page in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  let browser: Browser;
  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) {
      throw new Error(`no ${CHROMIUM}: install the package chromium, or name one in CHROMIUM`);
    }
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-sync",
      ].concat("--disable-background-networking", "--disable-component-update"),
    });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["everything", "phone", "light"],
    ["everything", "phone", "dark"],
    ["everything", "desktop", "light"],
    ["everything", "desktop", "dark"],
    ["hostile", "phone", "dark"],
    ["wide", "phone", "light"],
    ["policyViolation", "desktop", "dark"],
  ] as const)("fits and can be read by everybody: %s, %s, %s", async (name, size, scheme) => {
    const shown = await open(name, SIZES[size], scheme);

    expect(await overflow(shown)).toBe(0);
    await shown.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))");
    expect(await overflow(shown)).toBe(0);
    expect(await violations(shown)).toEqual([]);
    if (SCREENSHOTS !== undefined) {
      await shown.screenshot({
        path: join(SCREENSHOTS, `${name}-${size}-${scheme}.png`),
        fullPage: true,
      });
    }
  });

  it("opens what is closed by keyboard", async () => {
    const shown = await open("everything", SIZES.desktop, "light");
    await shown.keyboard.press("Tab");
    await shown.keyboard.press("Enter");

    expect(await shown.evaluate("document.querySelectorAll('details[open]').length")).toBe(1);
  });

  it("prints what is closed", async () => {
    const shown = await open("policyWidened", SIZES.desktop, "light");
    const visible = () => shown.evaluate("document.querySelector('pre').checkVisibility()");

    expect(await visible()).toBe(false);
    await shown.emulateMedia({ media: "print" });
    expect(await visible()).toBe(true);
  });

  it("asks the network for nothing", async () => {
    const asked: string[] = [];
    const shown = await browser.newPage();
    shown.on("request", (request) => asked.push(request.url()));
    await shown.goto(written("hostile"));

    expect(asked).toEqual([written("hostile")]);
    expect(await shown.evaluate("document.scripts.length")).toBe(0);
  });

  function written(name: string): string {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, page(report(corpus(name))));
    return pathToFileURL(file).href;
  }

  async function open(name: string, width: number, colorScheme: "light" | "dark"): Promise<Page> {
    const shown = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    await shown.goto(written(name));
    return shown;
  }
});

function overflow(shown: Page): Promise<unknown> {
  return shown.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}

/** What accessibility rules say, contrast included. */
async function violations(shown: Page): Promise<string[]> {
  await shown.evaluate(axe.source);
  const found: unknown = await shown.evaluate(
    "axe.run().then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join()}`))",
  );
  return found as string[];
}
