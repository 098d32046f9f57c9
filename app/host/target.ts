/** Links to a place in a notebook: `heddle://open?...` and the part of a page's address behind `#`. */
import type { Target } from "./contract.js";

/** Scheme of deep links, registered by the desktop's installers. */
export const linkScheme = "heddle";

/** What may follow `open?` in a deep link or `#` in browser mode. */
export function formatTarget({ path, cell, replay, step }: Target): string {
  const query = new URLSearchParams({ file: path });
  if (cell !== null) query.set("cell", cell);
  if (replay !== null) query.set("replay", replay);
  if (step !== null) query.set("step", String(step));
  return query.toString();
}

/** Reads what `formatTarget` wrote; null when it names no file. A link only ever opens, never runs. */
export function parseTarget(text: string): Target | null {
  const query = new URLSearchParams(text);
  const path = query.get("file");
  if (path === null || path === "") return null;
  const step = query.get("step");
  return {
    path,
    cell: query.get("cell"),
    replay: query.get("replay"),
    step: step !== null && /^\d{1,9}$/.test(step) ? Number(step) : null,
  };
}

/** A whole deep link, for a mail or another program. */
export function formatLink(target: Target): string {
  return `${linkScheme}://open?${formatTarget(target)}`;
}

/** Reads a deep link; null for anything else. */
export function parseLink(link: string): Target | null {
  const match = /^heddle:\/\/open\/?\?(.*)$/s.exec(link);
  return match === null ? null : parseTarget(match[1]);
}
