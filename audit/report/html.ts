import { Html, markup } from "./escape-html";
import type { Report } from "./report";
import type { Row } from "./row";
import {
  becauseOf,
  guardLine,
  policyLine,
  reachOf,
  type Section,
  sectionsOf,
  sizeOf,
  tagsOf,
} from "./sections";
import { STYLE } from "./style";

/** A report as one file that needs nothing else: no script, no font, no picture. */
export function page(report: Report): string {
  const { stack, verdict } = report;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${stack}: ${verdict}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${top(report)}
${sectionsOf(report).map(section)}
</main>
</body>
</html>
`.text;
}

function top(report: Report): Html {
  const { verdict, outcome, rows, intent, guard, policies, messages } = report;
  return markup`<header class="verdict ${outcome === "failed" ? "destroys" : (rows[0]?.kind ?? "")}">
<h1>${verdict}</h1>
<p class="facts">${sizeOf(report)}</p>
${intent === undefined ? "" : markup`<p class="facts">Approve as <code>${intent}</code></p>`}
</header>
${list("Why it failed", messages)}
${list("What the guard says", guard.map(guardLine))}
${list("What policies say", policies.violations.map(policyLine))}`;
}

function list(title: string, items: readonly string[]): Html | "" {
  if (items.length === 0) return "";
  return markup`<section class="destroys">
<h2>${title}</h2>
<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>
</section>`;
}

function section({ kind, title, rows, groups }: Section): Html {
  return markup`<section class="${kind}">
<h2>${title} (${rows.length})</h2>
${kind === "destroys" ? table(rows) : ""}
${groups.map((group) => {
  // The table has said all of a resource that goes as it is
  const told = group.rows.filter(({ changes }) => kind !== "destroys" || changes.length > 0);
  return told.length === 0 ? "" : markup`<h3>${group.title}</h3>\n${told.map(resource)}`;
})}
</section>
`;
}

/** Roles are named because a phone shows the table as a list, which would take them away. */
function table(rows: readonly Row[]): Html {
  const titles = ["Resource", "What happens", "Because", "Depends on it"];
  return markup`<table role="table">
<thead role="rowgroup"><tr role="row">${titles.map(
    (title) => markup`<th role="columnheader" scope="col">${title}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (row) => markup`<tr role="row">
<th role="rowheader" scope="row"><code>${row.name}</code> <code class="type">${row.type}</code></th>
${cell("What happens", markup`${row.happens} ${tagsOf(row).map((tag) => markup`<span class="tag">${tag}</span> `)}`)}
${cell("Because", becauseOf(row))}
${cell("Depends on it", reachOf(row))}
</tr>
`,
)}</tbody>
</table>`;
}

function cell(label: string, content: Html | string): Html {
  return markup`<td role="cell" data-label="${label}">${content}</td>`;
}

function resource(row: Row): Html {
  const { type, name, happens, weakens, changes, source } = row;
  const lowered = weakens.map((words) => markup`; <strong>it would ${words}</strong>`);
  const title = markup`<code>${name}</code> ${happens}${lowered} <code class="type">${type}</code>`;
  if (changes.length === 0) return markup`<div class="plain">${title}</div>\n`;
  const where =
    source === "" ? "" : markup`<p class="facts">Declared in <code>${source}</code></p>`;
  return markup`<details><summary>${title}</summary>
${where}
<pre>${changes.flatMap(({ lines }) => lines).map(line)}</pre>
</details>
`;
}

const LINE: Readonly<Record<string, string>> = { "-": "minus", "+": "plus", "!": "note" };

/** A sign stays with what it says, however narrow the page. */
function line(text: string): Html {
  return markup`<span class="${LINE[text[0] ?? ""] ?? ""}">${text.replace(" ", "\u00a0")}</span>`;
}
