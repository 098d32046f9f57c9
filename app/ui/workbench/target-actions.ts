/** Links to a place in a notebook. Following one opens and shows; it never runs anything. */
import type { Target } from "../../host/contract.js";
import { formatLink, formatTarget } from "../../host/target.js";
import type { Focus } from "../notebook/notebook-state.js";
import type { NotebookController } from "../notebook/controller.js";
import { openPath } from "./open-actions.js";
import { pathOf, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/**
 * A link to a place in a notebook: `heddle://open?...` on the desktop, else an address of this page.
 * Null for a notebook that is not on disk.
 */
export function linkTo(workbench: Workbench, tab: Tab, place: Omit<Target, "path">): string | null {
  const path = pathOf(tab);
  if (path === null) return null;
  const target = { path, ...place };
  return workbench.start.mode === "desktop"
    ? formatLink(target)
    : `${workbench.page.address}#${formatTarget(target)}`;
}

/** A link to the step that is looked at; null when there is none, or when it is not on disk. */
export function linkToFocus(workbench: Workbench, tab: Tab): string | null {
  const { focus, outputs } = tab.controller.store.getState();
  if (focus === null) return null;
  const { cell, check, property, step } = focus;
  const found = outputs.get(cell)?.checks[check]?.result.properties;
  const replay = found?.find((each) => each.property === property)?.replay ?? null;
  return linkTo(workbench, tab, { cell, replay: compact(replay), step: step + 1 });
}

/** Opens what a link leads to and shows it, as far as that goes without running cells. */
export async function showTarget(workbench: Workbench, target: Target): Promise<void> {
  const tab = await openPath(workbench, target.path);
  const { cell, replay, step } = target;
  if (tab === null || cell === null) return;
  const { controller } = tab;
  const { blocks } = controller.store.getState().history.document;
  const block = blocks.find((each) => each.type === "cell" && each.name === cell);
  const key = `link ${tab.id}`;
  if (block === undefined) {
    const text = `The link leads to a cell ${cell}, which this notebook does not have.`;
    workbench.notify({ key, tab: tab.id, text, failed: true, actions: [] });
    return;
  }
  controller.select(block.id, "command");
  if ((replay === null && step === null) || lookAt(controller, target)) return;
  workbench.notify({
    key,
    tab: tab.id,
    text: `The link leads to ${step === null ? "an interleaving" : `step ${step} of an interleaving`} of cell ${cell}, which has to be run to show it.`,
    failed: false,
    actions: [{ label: `Run ${cell}`, act: () => void runAndLook(workbench, tab, target, cell) }],
  });
}

async function runAndLook(
  workbench: Workbench,
  { id, controller }: Tab,
  target: Target,
  cell: string,
): Promise<void> {
  await controller.run([cell]);
  if (lookAt(controller, target) || workbench.tab(id)?.trusted === false) return;
  workbench.notify({
    key: `link ${id}`,
    tab: id,
    text: `The interleaving of the link is none of those that cell ${cell} shows: it may have changed since the link was made.`,
    failed: false,
    actions: [],
  });
}

/** Looks at the step of a link; false when its interleaving is not there. */
function lookAt(controller: NotebookController, { cell, replay, step }: Target): boolean {
  const checks = controller.store.getState().outputs.get(cell ?? "")?.checks ?? [];
  for (const [check, found] of checks.entries()) {
    for (const { property, trace, replay: its } of found?.result.properties ?? []) {
      if (trace === null || (replay !== null && compact(its) !== compact(replay))) continue;
      const last = trace.steps.length - 1;
      const focus: Focus = {
        cell: cell ?? "",
        check,
        property,
        step: step === null ? last : Math.max(-1, Math.min(step - 1, last)),
      };
      controller.looking.look(focus);
      return true;
    }
  }
  return false;
}

/** A replay string on one line. */
function compact(replay: string | null): string | null {
  return replay?.replace(/\s+/g, "") ?? null;
}
