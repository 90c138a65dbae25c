#include "apps/cli/report_parts.h"

namespace toitsu::cli {

std::string reportStyle() {
    return R"css(
:root { --ink:#1a1a1c; --soft:#626264; --line:#d8d8db; --paper:#ffffff; --ground:#f4f5f7; --blue:#0b3ea8;
  --good:#1d6b3a; --good-bg:#e7f4ec; --fair:#a34a00; --fair-bg:#fff3e2; --bad:#b3121d; --bad-bg:#fde8e8; }
* { box-sizing:border-box; }
body { margin:0; background:var(--ground); color:var(--ink); line-height:1.7; font-size:15px;
  font-family:"Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic UI","Meiryo",sans-serif; }
main { max-width:1180px; margin:0 auto; padding:32px 24px 96px; }
header { border-left:6px solid var(--blue); padding-left:20px; margin-bottom:28px; }
.brand { margin:0; color:var(--blue); font-weight:700; letter-spacing:.08em; }
h1 { margin:0; font-size:30px; line-height:1.3; }
h2 { margin:0; font-size:21px; display:flex; align-items:center; gap:12px; }
h3 { margin:28px 0 8px; font-size:16px; }
.lead { max-width:52em; margin:10px 0 0; color:var(--soft); }
section { margin:0 0 28px; }
.cards { display:grid; grid-template-columns:repeat(auto-fit,minmax(180px,1fr)); gap:14px; }
.card { background:var(--paper); border:1px solid var(--line); border-top:4px solid var(--blue); border-radius:6px; padding:14px 18px; }
.card p { margin:0; } .card .title { color:var(--soft); font-size:13px; } .card .value { font-size:32px; font-weight:700; line-height:1.25; }
.card .note { color:var(--soft); font-size:12px; }
.card.right { border-top-color:var(--good); } .card.waits { border-top-color:var(--fair); } .card.wrong { border-top-color:var(--bad); }
.two { display:grid; grid-template-columns:repeat(auto-fit,minmax(380px,1fr)); gap:18px; align-items:start; }
table { width:100%; border-collapse:collapse; background:var(--paper); border:1px solid var(--line); font-size:14px; }
caption { text-align:left; font-weight:700; padding:0 0 6px; }
th,td { padding:7px 10px; border-bottom:1px solid var(--line); text-align:left; vertical-align:top; }
thead th { background:#eceef2; font-weight:600; white-space:nowrap; }
.num { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; }
.scans { font-size:13px; } .scans td { line-height:1.45; }
.quadrants td b { font-size:22px; } .quadrants td span { color:var(--soft); }
.quadrants .good { background:var(--good-bg); } .quadrants .fair { background:var(--fair-bg); } .quadrants .bad { background:var(--bad-bg); }
a { color:var(--blue); }
code { font-family:"Noto Sans Mono CJK JP",ui-monospace,Consolas,monospace; font-size:12px; color:var(--soft); overflow-wrap:anywhere; }
.badge { display:inline-block; font-size:12px; font-weight:700; border-radius:999px; padding:1px 12px; border:1px solid; white-space:nowrap; }
.badge.right { color:var(--good); background:var(--good-bg); } .badge.waits { color:var(--fair); background:var(--fair-bg); }
.badge.wrong { color:var(--bad); background:var(--bad-bg); }
.scan { background:var(--paper); border:1px solid var(--line); border-radius:8px; padding:22px 26px; scroll-margin-top:12px; }
.sub { margin:2px 0 12px; color:var(--soft); }
.reason { background:var(--fair-bg); border-left:4px solid var(--fair); padding:8px 14px; margin:0 0 14px; }
.facts { display:flex; flex-wrap:wrap; gap:6px 26px; margin:0 0 16px; } .facts div { display:flex; gap:8px; }
.facts dt { color:var(--soft); } .facts dd { margin:0; font-weight:600; font-variant-numeric:tabular-nums; }
.page { margin:0 0 18px; } .page svg { display:block; width:100%; height:auto; max-height:1050px; background:#e9ebef; border:1px solid var(--line); }
figcaption { font-size:13px; color:var(--soft); margin-top:4px; }
.page polygon { stroke-width:3; } .page .edge { fill:none; stroke:#0b3ea8; stroke-width:2; stroke-dasharray:4 10; }
.page .accept polygon { fill:rgba(29,107,58,.10); stroke:#1d6b3a; } .page .accept text { fill:#1d6b3a; }
.page .doubt polygon { fill:rgba(214,110,0,.14); stroke:#c25e00; stroke-dasharray:14 7; stroke-width:4; } .page .doubt text { fill:#a34a00; }
.page .wrong polygon { fill:rgba(179,18,29,.22); stroke:#b3121d; stroke-width:6; } .page .wrong text { fill:#b3121d; }
.page text { font-weight:700; paint-order:stroke; stroke:#fff; stroke-width:5px; }
.fields td:nth-child(2) { min-width:11em; line-height:1.4; } .fields tr.doubt { background:var(--fair-bg); } .fields tr.wrong { background:var(--bad-bg); }
.crops { max-width:300px; } .crops img { max-width:280px; max-height:54px; margin:1px; border:1px solid var(--line); background:#fff; vertical-align:middle; }
.raw,.empty { color:var(--soft); font-size:13px; } .mark { color:var(--fair); } tr.wrong .mark { color:var(--bad); }
.bar { display:block; width:64px; height:5px; background:#e3e5ea; border-radius:3px; margin:8px 0 2px auto; } .bar i { display:block; height:5px; border-radius:3px; background:var(--blue); }
.flowbox { overflow-x:auto; border:1px solid var(--line); background:#fbfbfc; padding:8px; }
.flow { display:block; width:100%; min-width:860px; height:auto; }
.flow text { font-size:12px; text-anchor:middle; fill:var(--ink); } .flow .kind { font-size:10px; fill:var(--soft); }
.flow .node > * { stroke-width:1.5; } .flow .node rect,.flow .node circle,.flow .node path { fill:#fff; stroke:#9a9ca3; }
.flow .node .sign { fill:none; stroke-width:3; } .flow .node .inner { stroke-width:3; fill:none; } .flow .node text { stroke:none; }
.flow .open text { fill:#85878d; } .flow .arrow text { paint-order:stroke; stroke:#fbfbfc; stroke-width:4px; }
.flow .passed rect,.flow .passed circle,.flow .node.passed path { fill:#e8effc; stroke:var(--blue); stroke-width:2.5; } .flow .node.passed .sign { fill:none; }
.flow .here rect,.flow .here circle,.flow .node.here path { fill:var(--fair-bg); stroke:var(--fair); stroke-width:3; }
.flow .arrow path { fill:none; stroke:#b4b6bc; stroke-width:1.5; } .flow .arrow .tip { fill:#b4b6bc; stroke:none; }
.flow .arrow.passed path { stroke:var(--blue); stroke-width:2.5; } .flow .arrow.passed .tip { fill:var(--blue); stroke:none; }
.path { display:flex; flex-wrap:wrap; gap:4px 0; list-style:none; margin:10px 0; padding:0; font-size:13px; color:var(--soft); }
.path li:not(:last-child)::after { content:"→"; margin:0 8px; color:var(--line); }
details { margin-top:10px; } summary { cursor:pointer; color:var(--blue); } details table { margin-top:8px; font-size:13px; }
@media print { body { background:#fff; } .scan { break-before:page; border:0; } }
)css";
}

}  // namespace toitsu::cli
