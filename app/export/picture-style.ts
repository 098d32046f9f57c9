/**
 * Colours and type of pictures. All colours are custom properties, so a page may set its own; lanes
 * follow the Okabe-Ito sequence, darkened or lightened where needed for contrast with the paper.
 */
export const colours = `
--paper:#fff;--ink:#1b1b1a;--muted:#5f5f5b;--rule:#d9d8d3;--good:#00684c;--bad:#a63d00;--open:#6b5300;
--lane-0:#0072b2;--lane-1:#b84e00;--lane-2:#00795a;--lane-3:#a84a80;--lane-4:#8a6400;--lane-5:#2a7fb0;--lane-6:#5f5f5b`;

/** The same for dark surroundings. */
export const darkColours = `
--paper:#1a1a19;--ink:#e8e7e3;--muted:#a3a29c;--rule:#3a3a37;--good:#4cc79f;--bad:#ff9a57;--open:#e6c34d;
--lane-0:#56b4e9;--lane-1:#f08a4b;--lane-2:#33c79a;--lane-3:#dd95bd;--lane-4:#e69f00;--lane-5:#8fc8ee;--lane-6:#a3a29c`;

/** Font of code and tables: the project's own where it is installed, else the system's. */
export const monospace = `"JetBrains Mono",ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace`;

/** Font of prose. */
export const sans = `Inter,system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif`;

const lanes = Array.from({ length: 7 }, (_, i) => `.lane-${i}{--lane:var(--lane-${i})}`).join("");

/** The style sheet inside every picture. */
export const pictureStyle = `
.heddle-picture{${colours.trim()}}
@media (prefers-color-scheme:dark){.heddle-picture{${darkColours.trim()}}}
.heddle-picture text{font:12.5px ${monospace};fill:var(--ink)}
.heddle-picture .title{font:600 14px ${sans}}
.heddle-picture .note{font:13px ${sans}}
.heddle-picture .thread{font-weight:600;fill:var(--lane)}
.heddle-picture .lane line{stroke:var(--lane);stroke-width:1.5;opacity:.55}
.heddle-picture circle{fill:var(--lane)}
.heddle-picture .decides circle{fill:var(--paper);stroke:var(--bad);stroke-width:2.5}
.heddle-picture .decides .event{font-weight:700}
.heddle-picture .number{fill:var(--muted);text-anchor:end}
.heddle-picture .call,.heddle-picture .fact{fill:var(--muted)}
.heddle-picture .held{fill:var(--muted);opacity:.5}
.heddle-picture .lock{font-size:9.5px;fill:var(--muted)}
.heddle-picture .order{fill:none;stroke:var(--muted);stroke-width:1;opacity:.75}
.heddle-picture .head{fill:var(--muted)}
.heddle-picture .paper{fill:var(--paper)}
${lanes}`.trim();
