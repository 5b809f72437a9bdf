import { judge } from "./guard";
import { intentOf, refusal } from "./intent";
import type { Preview } from "./preview";
import type { Run } from "./pulumi";
import { oneLine } from "./report/report";
import { guardLine } from "./report/sections";

/** What the guard says of a kept preview; the exit code is 1 where it refuses, or cannot know. */
export function guardOf(preview: Preview): Run {
  const findings = judge(preview);
  const refused = findings.filter(({ waiver }) => waiver === undefined).length;
  const failed = preview.outcome === "failed";
  const word = refused > 0 ? "REFUSED" : failed ? "NOT KNOWN, the preview failed" : "allowed";
  const lines = [
    `${word} — ${preview.stack}: ${refused} refused, ${findings.length - refused} excused`,
  ];
  return said([...lines, ...findings.map(guardLine)], refused > 0 || failed);
}

/** The name under which a kept preview may be approved; there is none where it failed. */
export function nameOf(preview: Preview): Run {
  if (preview.outcome === "failed")
    return said(["the preview failed, so there is nothing to approve"], true);
  return said([intentOf(preview.digest).name], false);
}

/** Whether what would happen now is what was approved under a name, or less; the exit code is 1 where not. */
export function approvalOf(approved: Preview, name: string, now: Preview): Run {
  const reasons = refusal(approved, name, now);
  if (reasons.length > 0)
    return said([`REFUSED — ${now.stack}: not what was approved`, ...reasons], true);
  const less = intentOf(now.digest).name !== name;
  return said([`approved — ${now.stack}: ${less ? "less than" : "exactly"} ${name}`], false);
}

function said(lines: readonly string[], bad: boolean): Run {
  return { code: bad ? 1 : 0, stdout: [...lines, ""].map(oneLine).join("\n"), stderr: "" };
}
