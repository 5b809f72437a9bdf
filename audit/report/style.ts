/** Readable in light and dark, on a phone and on paper; no colour says what words do not. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de;
  --red: #b3261e; --amber: #8a5300; --violet: #6639ba; --blue: #0a58ca; --green: #1a7f37;
  --minus: #ffebe9; --plus: #e6ffec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1318; --raised: #181e25; --ink: #e6edf3; --soft: #9da7b3; --line: #39424d;
    --red: #ff8b82; --amber: #e3b341; --violet: #c2a0ff; --blue: #79b8ff; --green: #56d364;
    --minus: #3c1618; --plus: #12301c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--ground);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .75rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; padding-top: .75rem; border-top: 3px solid var(--tone, var(--line)); }
h3 { font-size: .95rem; margin: 1.25rem 0 .4rem; color: var(--soft); font-weight: 600; }
p, ul { margin: .5rem 0; }
ul { padding-left: 1.25rem; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .875em; }
.destroys { --tone: var(--red); } .weakens { --tone: var(--amber); }
.security { --tone: var(--violet); } .changes { --tone: var(--blue); } .cosmetic { --tone: var(--line); }
.verdict { border-left: .4rem solid var(--tone, var(--green)); background: var(--raised); padding: .9rem 1rem; border-radius: .25rem; }
.facts { color: var(--soft); font-size: .9rem; }
.tag { border: 1px solid var(--tone, var(--line)); color: var(--tone, var(--ink)); border-radius: 1rem; padding: 0 .5rem; font-size: .8rem; white-space: nowrap; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
tbody th { color: inherit; }
th:nth-child(1) { width: 30%; } th:nth-child(2) { width: 20%; } th:nth-child(3) { width: 24%; }
.type { color: var(--soft); font-weight: 400; display: block; }
details, .plain { border: 1px solid var(--line); border-left: .25rem solid var(--tone, var(--line)); border-radius: .25rem; margin: .4rem 0; background: var(--raised); }
summary, .plain { padding: .5rem .75rem; }
summary { cursor: pointer; }
summary:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
details > :not(summary) { margin-left: .75rem; margin-right: .75rem; }
pre { background: var(--ground); border: 1px solid var(--line); border-radius: .25rem; padding: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre span { display: block; padding: 0 .75rem 0 1.75rem; text-indent: -1rem; min-height: 1.5em; }
.minus { background: var(--minus); } .plus { background: var(--plus); } .note { font-weight: 600; }
@media (max-width: 40rem) {
  body { padding: 1rem .75rem 3rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; }
  tbody th:nth-child(1) { width: auto; border: 0; padding: .6rem 0 .1rem; }
  td { border: 0; padding: .1rem 0; }
  td::before { content: attr(data-label) ": "; color: var(--soft); }
  tr { border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
}
@media print {
  :root { --ground: #fff; --raised: #fff; --ink: #000; --soft: #333; --line: #999; --minus: #fff; --plus: #fff;
    --red: #8c0f08; --amber: #6b4100; --violet: #4a2391; --blue: #003e99; --green: #0d5321; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  details::details-content { content-visibility: visible; height: auto; }
  details, tr, pre { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
}
`;
