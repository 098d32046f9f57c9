import { colours, darkColours, monospace, sans } from "./picture-style.js";

/** The style sheet of an exported page. */
export const pageStyle = `
:root{${colours.trim()};color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${darkColours.trim()}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 ${sans};font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1{font-size:1.5rem;line-height:1.25;margin:0}
h2{font-size:1.1rem;margin:2.5rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--rule)}
h3{font-size:.8rem;font-weight:600;color:var(--muted);margin:1.5rem 0 .35rem}
p,ul{max-width:44rem;margin:.5rem 0}
ul{padding-left:1.1rem}
li{margin:.25rem 0}
.source{color:var(--muted);font:13px ${monospace};margin:.25rem 0 0}
.claim{font-weight:600;margin-top:1.25rem}
.verdicts{border-collapse:collapse;margin:.75rem 0 1rem}
.verdicts td,.verdicts th{text-align:left;font-weight:400;padding:.15rem 1.25rem .15rem 0;vertical-align:top}
.verdict{font-weight:600;white-space:nowrap}
.good{color:var(--good)}.bad{color:var(--bad)}.open{color:var(--open)}
.memory{font:13px ${monospace};color:var(--muted)}
.figures{color:var(--muted)}
figure{margin:1rem 0;overflow-x:auto}
.heddle-picture{display:block;max-width:none}
pre,code{font:13px/1.5 ${monospace}}
pre{margin:.5rem 0;overflow-x:auto;tab-size:8}
.command{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid var(--rule);padding-left:.75rem}
summary{cursor:pointer;color:var(--muted);font-size:13px}
.state{list-style:none;padding:0;columns:16rem;font:13px/1.6 ${monospace};max-width:none}
.state li{margin:0;break-inside:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.25rem;margin:.35rem 0;font-size:14px}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.unseen{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
:focus-visible{outline:2px solid var(--lane-0);outline-offset:2px}
@media print{main{max-width:none;padding:0}figure{overflow:visible}.heddle-picture{max-width:100%;height:auto}h2,figure,article>h3{break-after:avoid}}
`.trim();
