import type { CommandScope } from "../commands/commands.js";

/** Letters are commands unless they go into a text, and tables have keys of their own. */
export function keyboardScope(target: EventTarget | null): CommandScope {
  if (!(target instanceof HTMLElement)) return "notebook";
  const own =
    "input, textarea, select, button, a, dialog, .monaco-editor, .xterm, [role=treegrid], [role=table]";
  return target.closest(own) === null ? "notebook" : "always";
}

/** Puts the keyboard into the region after the one that has it, and from the last to the first. */
export function focusNextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
    region.checkVisibility(),
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  regions.at((at + 1) % Math.max(1, regions.length))?.focus();
}

/** Puts the keyboard into the notebook, onto its selected block where there is one. */
export function focusNotebook(): void {
  const main = document.querySelector<HTMLElement>("main[data-region]");
  (main?.querySelector<HTMLElement>("[data-block][aria-current=true]") ?? main)?.focus();
}
