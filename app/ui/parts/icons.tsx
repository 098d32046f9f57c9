/** The few pictograms of the workbench, drawn to a grid of 16 and coloured by their text. */
import type { ReactNode } from "react";
import type { StatusTone } from "../result/verdicts.js";

/** What an icon shows. */
export type IconName =
  | "first"
  | "previous"
  | "next"
  | "last"
  | "play"
  | "pause"
  | "stop"
  | "copy"
  | "done"
  | "close"
  | "chevron"
  | "arrow"
  | "more"
  | "grip"
  | "plus"
  | "menu"
  | "left"
  | "right"
  | "bottom";

const PATHS: Readonly<Record<IconName, ReactNode>> = {
  first: <path d="M4 3.5v9M12 4 7 8l5 4z" />,
  previous: <path d="M10.5 4 5.5 8l5 4z" />,
  next: <path d="m5.5 4 5 4-5 4z" />,
  last: <path d="M12 3.5v9M4 4l5 4-5 4z" />,
  play: <path d="M4.5 3.5v9l8-4.5z" />,
  stop: <path d="M4.5 4.5h7v7h-7z" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  copy: <path d="M5.5 5.5h7v8h-7zM3.5 10.5v-8h7" />,
  done: <path d="m3.5 8.5 3 3 6-7" />,
  close: <path d="m4.5 4.5 7 7m0-7-7 7" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2" />,
  grip: (
    <path d="M6 4.5h.01M10 4.5h.01M6 8h.01M10 8h.01M6 11.5h.01M10 11.5h.01" strokeWidth="1.8" />
  ),
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  arrow: <path d="M2.5 8h10M9 4.5 12.5 8 9 11.5" />,
  menu: <path d="M3 4.5h10M3 8h10M3 11.5h10" />,
  left: <path d="M2.5 3.5h11v9h-11zM6.5 3.5v9" />,
  right: <path d="M2.5 3.5h11v9h-11zM9.5 3.5v9" />,
  bottom: <path d="M2.5 3.5h11v9h-11zM2.5 9.5h11" />,
};

/** An icon beside or instead of a text; it is silent, so whatever it stands in needs a name. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round">
        {PATHS[name]}
      </g>
    </svg>
  );
}

const CROSS = <path d="m4 4 8 8m0-8-8 8" />;

const GLYPHS: Readonly<Record<StatusTone, ReactNode>> = {
  holds: <path d="m3 8.5 3.2 3.2L13 4.5" />,
  violated: CROSS,
  expected: CROSS,
  failed: <path d="M8 2.5v7M8 13h.01" strokeWidth="2.6" />,
  interrupted: <path d="M4.5 4.5h7v7h-7z" />,
  queued: <circle cx="8" cy="8" r="3.5" strokeWidth="1.4" />,
  running: <circle cx="8" cy="8" r="3.5" fill="currentColor" />,
  undecided: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </>
  ),
  stale: (
    <>
      <path d="M13 8a5 5 0 1 1-1.5-3.6" />
      <path d="M13.2 2.5v3h-3" />
    </>
  ),
};

/** The glyph of a verdict in its colour; always beside the verdict's word or with a name. */
export function VerdictGlyph({ tone }: { readonly tone: StatusTone }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <g
        stroke={`var(--${tone})`}
        color={`var(--${tone})`}
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      >
        {GLYPHS[tone]}
      </g>
    </svg>
  );
}
