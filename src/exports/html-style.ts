/** How the page looks: on light and dark screens, on a phone, on paper. Contrast of text is at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1b1b1f; --quiet: #57575f; --line: #d5d5db; --shade: #f5f5f8; --link: #0b57a4;
  --not-ready: #b3261e; --undecided: #6d3aa8; --action-needed: #8a5300; --ready: #1a6b39;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #1b1b1f; --text: #ececf1; --quiet: #b4b4bd; --line: #44444d; --shade: #26262c; --link: #8ec2ff;
    --not-ready: #ff8a80; --undecided: #cfa8ff; --action-needed: #ffc266; --ready: #7fd99b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 68rem; background: var(--page); color: var(--text);
  font: 16px/1.5 "Segoe UI", system-ui, sans-serif;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .25rem; }
h3 { font-size: 1rem; margin: .75rem 0 .25rem; }
p { margin: .25rem 0; }
section ul { margin: 0; padding-inline-start: 1.25rem; }
a { color: var(--link); }
.quiet { color: var(--quiet); }
header { margin-bottom: 1.5rem; }
figure { display: flex; flex-wrap: wrap; align-items: center; gap: 1.5rem; margin: 0 0 1.5rem; }
figure svg { width: 11rem; height: 11rem; flex: none; }
figure circle { fill: none; stroke-width: 5; stroke: currentColor; }
figure .share { font-size: 7px; font-weight: 600; text-anchor: middle; fill: var(--text); }
figure .shared { font-size: 3px; text-anchor: middle; fill: var(--quiet); }
figure ul { list-style: none; margin: 0; padding: 0; font-weight: 600; }
.not-ready { color: var(--not-ready); }
.undecided { color: var(--undecided); }
.action-needed { color: var(--action-needed); }
.ready { color: var(--ready); }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 0; font-size: .9375rem; }
caption { text-align: start; font-weight: 600; padding: 0 0 .25rem; }
th, td { text-align: start; vertical-align: top; padding: .5rem .625rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: 0; background: var(--shade); }
tbody th { font-weight: 600; }
th[scope=row] { min-width: 9rem; }
td:last-child:not(.state) { min-width: 14rem; }
th[scope=rowgroup] { padding-bottom: 0; }
th[scope=rowgroup] .quiet { font-weight: 400; }
tr:has(th[scope=rowgroup]) + tr > td { border-top: 0; }
.state { white-space: nowrap; }
section { border-top: 2px solid var(--line); padding-top: 1.25rem; margin-top: 2rem; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .75rem; }
@media (max-width: 40rem) {
  thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  tr, td, tbody th { display: block; }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; }
  td, tbody th { border: 0; padding: .125rem 0; }
  td:last-child:not(.state) { min-width: 0; }
}
@media print {
  @page { margin: 16mm; }
  :root {
    color-scheme: light;
    --page: #ffffff; --text: #000000; --quiet: #444444; --line: #bbbbbb; --shade: #f2f2f2; --link: #000000;
    --not-ready: #b3261e; --undecided: #6d3aa8; --action-needed: #8a5300; --ready: #1a6b39;
  }
  body { max-width: none; padding: 0; font-size: 10.5pt; print-color-adjust: exact; }
  table { font-size: 9.5pt; }
  tr, figure, h2 { break-inside: avoid; }
  h2, h3, caption, tr:has(th[scope=rowgroup]) { break-after: avoid; }
  thead { display: table-header-group; }
}
`;
