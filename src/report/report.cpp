#include "hobnob/report/report.hpp"

#include "core/files.hpp"
#include "report/markup.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::Html;
using detail::html;

// Nothing may be loaded, run or sent: should markup ever slip in with a name, the browser would still do nothing with it.
constexpr const char* page_head = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<meta name="color-scheme" content="light dark"/>
)html";

constexpr const char* style = R"css(<style>
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --ink: #1b2430; --muted: #5a6572; --line: #e2e5e9; --accent: #0a6b72; --tint: 10 107 114;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #13181d; --ink: #e4e8ec; --muted: #9da9b5; --line: #2b343d; --accent: #62c6cb; --tint: 98 198 203; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 4rem 1.5rem 3rem; max-width: 47rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0 0 1rem; font-size: 2.25rem; line-height: 1.2; font-weight: 700; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 0 0 0.75rem; font-size: 1.5rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
section { margin-top: 3.5rem; padding-top: 2.5rem; border-top: 1px solid var(--line); }
p { margin: 0 0 1rem; }
.lead { font-size: 1.1875rem; line-height: 1.5; }
.lead strong { color: var(--accent); font-weight: 650; }
small, .parts, .print, figcaption, caption, footer { color: var(--muted); font-size: 0.875rem; line-height: 1.5; }
small { font-size: 0.8125rem; }
.key { white-space: nowrap; }
figure { margin: 1.75rem 0; }
figcaption { margin-top: 0.5rem; }
svg { display: block; }
.picture { overflow-x: auto; }
.picture svg { margin: 0; }
.wide svg { max-width: 100%; height: auto; }
.picture text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; unicode-bidi: isolate; }
.picture .chance, .picture .faint { fill: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.picture .weakest { fill: var(--ink); font-weight: 650; }
.picture .total { font-size: 12px; }
.picture .total, .picture .value { font-weight: 650; font-variant-numeric: tabular-nums; }
.picture .total { fill: var(--accent); }
.link, .readers { stroke: var(--accent); }
.rail, .area, .point { fill: var(--accent); }
.person { fill: var(--paper); stroke: var(--accent); }
.views { stroke: var(--muted); }
.axis { stroke: var(--muted); }
.table { margin: 1.75rem 0; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; }
caption { padding-bottom: 0.5rem; text-align: left; caption-side: top; }
th, td { padding: 0.55rem 0.75rem 0.55rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.8125rem; font-weight: 600; vertical-align: bottom; }
.rank { width: 1%; white-space: nowrap; }
.right { width: 1%; padding-left: 1rem; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: nowrap; }
td:not([class]), th:not([class]) { min-width: 5rem; }
.rank { font-variant-numeric: tabular-nums; color: var(--muted); }
.parts { margin-top: 0.15rem; }
.more { color: var(--muted); }
em { color: var(--muted); font-style: normal; font-weight: 600; font-size: 0.8125rem; }
.bar { margin-top: 0.35rem; width: 100%; max-width: 30rem; min-width: 3rem; height: 6px; color: var(--accent); border-radius: 3px;
  background: rgb(var(--tint) / 0.1); }
.figures { display: flex; flex-wrap: wrap; gap: 1.25rem 3rem; margin: 1.5rem 0; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; max-width: 14rem; }
.figures dt { color: var(--muted); font-size: 0.875rem; line-height: 1.4; }
.figures dd { margin: 0; white-space: nowrap; font-size: 2.25rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.overlap { font-size: 0.8125rem; }
.overlap th, .overlap td { padding: 0.4rem; border: 0; border-top: 2px solid var(--paper); border-left: 2px solid var(--paper); vertical-align: middle; }
.overlap td, .overlap thead th { min-width: 3.25rem; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: nowrap; }
.overlap tbody th { padding-left: 0; min-width: 7.5rem; width: 99%; font-weight: 400; }
.self { color: var(--muted); }
.heat1 { background: rgb(var(--tint) / 0.07); } .heat2 { background: rgb(var(--tint) / 0.13); } .heat3 { background: rgb(var(--tint) / 0.19); }
.heat4 { background: rgb(var(--tint) / 0.25); } .heat5 { background: rgb(var(--tint) / 0.31); } .heat6 { background: rgb(var(--tint) / 0.37); }
.heat7 { background: rgb(var(--tint) / 0.43); }
summary { color: var(--accent); font-size: 0.9375rem; cursor: pointer; }
footer { margin-top: 3.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
@media (max-width: 44rem) {
  body { padding: 2.5rem 1.5rem 2rem; font-size: 1rem; }
  h1 { font-size: 1.75rem; }
  h2 { font-size: 1.3125rem; }
  section { margin-top: 2.5rem; padding-top: 2rem; }
  .lead { font-size: 1.0625rem; }
  .wide { display: none; }
  .narrow[hidden] { display: block; }
  .narrow svg { max-width: none; }
  .figures { gap: 1rem 1.5rem; }
  .figures div { flex: 1 1 6rem; }
  .figures dd { font-size: 1.75rem; }
  th, td { padding-right: 0.6rem; }
  .right { padding-left: 0.4rem; white-space: normal; }
  caption span { display: inline-block; max-width: calc(100vw - 3rem); }
  .overlap td, .overlap thead th { min-width: 2.5rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --line: #ccc; --accent: #0a6b72; --tint: 10 107 114; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  section { margin-top: 2rem; padding-top: 1.5rem; }
  h2, .lead, caption, thead { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .table, .picture { overflow: visible; }
  .overlap td, .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
</style>
</head>
<body>
)css";

constexpr const char* page_foot = R"html(<footer>
<p>The chances are a model’s, not yet compared with what happened here; ties and readers are taken as independent of each other. What nobody
recorded, nobody knows. Made with hobnob.</p>
</footer>
</body>
</html>
)html";

}  // namespace

std::string page(const std::vector<Section>& sections, const ReportOptions& options) {
  validate(options);
  std::string out = page_head;
  out += html("<title>{}</title>\n", options.title).code;
  out += style;
  out += html("<main>\n<h1>{}</h1>\n", options.title).code;
  for (const Section& section : sections) out += section.html;
  out += "</main>\n";
  out += page_foot;
  return out;
}

void report(const std::string& path, const std::vector<Section>& sections, const ReportOptions& options) {
  detail::save_file(path, page(sections, options));
}

}  // namespace v0
}  // namespace hobnob
