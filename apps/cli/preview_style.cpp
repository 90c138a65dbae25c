#include "apps/cli/preview_page.h"

namespace toitsu::cli {

std::string previewStyle() {
    return R"css(
:root { --ink:#1a1a1c; --soft:#5f5f62; --line:#d8d8db; --ground:#f1f2f5; --text:#00599f; --choice:#b45900; --seal:#b3192e; --image:#66339a; }
* { box-sizing:border-box; }
body { margin:0; display:grid; grid-template:auto 1fr / minmax(260px,22rem) 1fr; height:100vh; color:var(--ink); background:var(--ground);
  font:14px/1.6 "Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic UI","Meiryo",sans-serif; }
nav { grid-column:1/3; display:flex; flex-wrap:wrap; gap:4px 18px; align-items:center; padding:8px 16px; background:#fff; border-bottom:1px solid var(--line); }
nav label { white-space:nowrap; } #zoom { vertical-align:middle; width:9rem; }
.legend { margin-left:auto; color:var(--soft); white-space:nowrap; } .legend i { display:inline-block; width:12px; height:12px; margin:0 4px 0 12px; border:2px solid; vertical-align:-1px; }
.legend .text { color:var(--text); } .legend .choice { color:var(--choice); } .legend .seal { color:var(--seal); } .legend .image { color:var(--image); }
#state { font-weight:700; min-width:9em; } #state.lost { color:#b3121d; }
aside { overflow:auto; padding:12px 16px; background:#fff; border-right:1px solid var(--line); }
aside ol { padding:0; margin:0; list-style:none; } aside li { margin:0 0 12px; padding:8px 10px; border-left:4px solid; background:#f8f8fa; overflow-wrap:anywhere; }
aside li.error { border-color:#b3121d; background:#fdeeee; } aside li.warning { border-color:#c77700; }
aside pre { margin:6px 0 0; padding:6px 8px; background:#fff; border:1px solid var(--line); white-space:pre-wrap; font-size:12px; } mark { background:#ffd54d; outline:1px solid #b3121d; }
.count { font-weight:700; margin:0; } .count.bad { color:#b3121d; } .count.good { color:#1d6b3a; } .file { margin:0 0 10px; }
code { font-family:"Noto Sans Mono CJK JP",ui-monospace,Consolas,monospace; font-size:12px; color:var(--soft); overflow-wrap:anywhere; }
main { overflow:auto; padding:16px 20px 60px; } main.stale { opacity:.55; }
header h1 { margin:0; font-size:20px; line-height:1.4; } .facts { margin:0 0 12px; color:var(--soft); }
.page { margin:0 0 20px; } figcaption { color:var(--soft); margin-bottom:4px; }
.sheet { position:relative; width:calc(min(var(--w) * 4.2px, 100%) * var(--zoom,1)); background:#fff; box-shadow:0 1px 6px #0003; }
.sheet img { display:block; width:100%; } .sheet > svg { position:absolute; inset:0; width:100%; height:100%; overflow:visible; } svg.name { overflow:hidden; }
.box { color:var(--text); cursor:default; } .box.choice,.box.flag { color:var(--choice); } .box.seal { color:var(--seal); } .box.image,.box.barcode { color:var(--image); }
.area { fill:currentColor; fill-opacity:.09; stroke:currentColor; stroke-width:.3; } .cell { fill:none; stroke:currentColor; stroke-width:.12; }
.box:hover .area, .box.lit .area { fill-opacity:.3; stroke-width:.6; }
.residual { display:none; fill:none; stroke:currentColor; stroke-width:.15; stroke-dasharray:.5 .5; } .on-residual .residual { display:inline; }
.name,.code { display:none; font-size:2px; fill:currentColor; pointer-events:none; paint-order:stroke; stroke:#fff; stroke-width:.5px; stroke-opacity:.85; }
.code { font-size:1.6px; } .on-name .name, .on-code .code { display:inline; }
.order { display:none; } .on-order .order { display:inline; } .order rect { fill:currentColor; } .number { font-size:1.9px; font-weight:700; fill:#fff; pointer-events:none; }
.keys { display:none; } .on-keys .keys { display:inline; } .keys polyline { fill:none; stroke:#0a7a3f; stroke-width:.4; stroke-opacity:.75; } .keys circle { fill:#0a7a3f; }
.on-bare .box, .on-bare .keys { display:none; }
table { border-collapse:collapse; background:#fff; font-size:13px; } caption { text-align:left; font-weight:700; padding:8px 0 4px; }
th,td { border:1px solid var(--line); padding:4px 8px; text-align:left; vertical-align:top; } thead th { background:#eceef2; white-space:nowrap; }
.num { text-align:right; white-space:nowrap; } .jump { color:#b45900; font-weight:700; } .mm { color:var(--soft); } tr.lit td { background:#fff5dd; }
@media print { body { display:block; height:auto; background:#fff; } nav { display:none; } aside { border:0; } main { overflow:visible; } .sheet { box-shadow:none; border:1px solid var(--line); width:100%; } }
)css";
}

std::string previewScript(Language language, bool live) {
    std::string script = R"js(
'use strict';
const body = document.body, pages = document.getElementById('pages'), findings = document.getElementById('findings');
for (const box of document.querySelectorAll('[data-layer]'))
  box.addEventListener('change', () => body.classList.toggle('on-' + box.dataset.layer, box.checked));
document.getElementById('zoom').addEventListener('input', event => pages.style.setProperty('--zoom', event.target.value / 100));
const light = on => event => {
  const at = event.target.closest('[data-field]');
  if (at) for (const one of document.querySelectorAll('[data-field]')) if (one.dataset.field === at.dataset.field) one.classList.toggle('lit', on);
};
pages.addEventListener('mouseover', light(true));
pages.addEventListener('mouseout', light(false));
pages.addEventListener('click', event => {
  const row = event.target.closest('tr[data-field]');
  const box = row && [...document.querySelectorAll('g[data-field]')].find(one => one.dataset.field === row.dataset.field);
  if (box) box.scrollIntoView({block: 'center', inline: 'center'});
});
)js";
    if (!live) return script;
    const bool ja = language == Language::ja;
    script += std::string("const watching = '") + (ja ? "● 見張り中" : "● watching") + "', lost = '" +
              (ja ? "✕ 終了しました" : "✕ ended") + "';\n";
    script += R"js(
const state = document.getElementById('state'), events = new EventSource('/events');
events.onopen = () => { state.textContent = watching; state.className = ''; };
events.onerror = () => { state.textContent = lost; state.className = 'lost'; };
events.onmessage = event => {
  const now = JSON.parse(event.data), left = pages.scrollLeft, top = pages.scrollTop;
  document.title = now.title;
  findings.innerHTML = now.findings;
  if (now.pages !== null) pages.innerHTML = now.pages;
  pages.classList.toggle('stale', now.pages === null);
  pages.scrollTo(left, top);
};
)js";
    return script;
}

}  // namespace toitsu::cli
