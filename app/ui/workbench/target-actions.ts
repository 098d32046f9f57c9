/** Links to a place in a notebook. Following one opens and shows; it never runs anything. */
import type { Target } from "../../host/contract.js";
import { formatLink, formatTarget } from "../../host/target.js";
import type { Focus } from "../notebook/notebook-state.js";
import type { NotebookController } from "../notebook/controller.js";
import { openPath } from "./open-actions.js";
import { saveAs } from "./save-actions.js";
import type { Notice } from "./state.js";
import { pathOf, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/**
 * A link to a place in a notebook: `heddle://open?...` on the desktop, else an address of this page.
 * Null for a notebook that is not on disk.
 */
function linkTo(workbench: Workbench, tab: Tab, place: Omit<Target, "path">): string | null {
  const path = pathOf(tab);
  if (path === null) return null;
  const target = { path, ...place };
  return workbench.start.mode === "desktop"
    ? formatLink(target)
    : `${workbench.page.address}#${formatTarget(target)}`;
}

/**
 * Copies a link to the step that is looked at, and says so. The link of an interleaving that was
 * made by hand leads to that one.
 */
export async function copyLink(workbench: Workbench, tab: Tab): Promise<void> {
  const { controller } = tab;
  const { focus } = controller.store.getState();
  const { replay } = controller.looking;
  if (focus === null || replay === null) return;
  const key = `copy link ${tab.id}`;
  const fail = (text: string, actions: Notice["actions"] = []): void =>
    workbench.notify({ key, tab: tab.id, text, failed: true, actions });
  const { cell, step } = focus;
  const link = linkTo(workbench, tab, { cell, replay: compact(replay), step: step + 1 });
  if (link === null) {
    fail("No link was copied: it would name the notebook's file, and there is none yet.", [
      { label: "Save as ...", act: () => void saveAs(workbench, tab) },
    ]);
    return;
  }
  try {
    await workbench.page.copyText(link);
  } catch {
    fail("No link was copied: the browser did not allow it.");
    return;
  }
  workbench.dismiss(key);
  workbench.toasts.say(`Copied a link to ${placeText(step + 1)} of #${cell}.`);
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
  if (replay === null && step === null) return;
  if (lookAt(controller, target) || (await makeAgain(controller, target))) return;
  workbench.notify({
    key,
    tab: tab.id,
    text: `The link leads to ${step === null ? "an interleaving" : `${placeText(step)} of an interleaving`} of cell ${cell}, which has to be run to show it.`,
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
  if (workbench.tab(id)?.trusted === false) return;
  if (lookAt(controller, target) || (await makeAgain(controller, target))) return;
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

/**
 * Makes the interleaving of a link, one that no check has found, as a what-if; false when the kernel
 * does not have its check, or the check does not do these steps any more. It runs no cell.
 */
async function makeAgain(
  { store, running, looking, whatIfs }: NotebookController,
  { cell, replay, step }: Target,
): Promise<boolean> {
  if (cell === null || replay === null || !running.has(cell)) return false;
  const found = await running.ask({ type: "origin", cell, text: replay }).catch(() => null);
  if (found === null || found.result.outcome === "mismatch") return false;
  const { check, result } = found;
  const checked = store.getState().outputs.get(cell)?.checks.at(check.check)?.result;
  if (checked?.memory !== result.trace.memory) return false;
  const left = checked.properties.find(({ property }) => property === result.property);
  const of = left?.trace == null ? null : left.property;
  await whatIfs.begin({ title: "of a link", check, of, schedule: { replay } });
  const { focus } = store.getState();
  const last = result.trace.steps.length;
  if (step !== null && focus?.whatIf === "made") {
    looking.look({ ...focus, step: Math.min(step, last) - 1 });
  }
  return true;
}

/** A step as it is counted in tables; 0 is the state before the first one. */
function placeText(step: number): string {
  return step === 0 ? "the initial state" : `step ${step}`;
}

/** A replay string on one line. */
function compact(replay: string | null): string | null {
  return replay?.replace(/\s+/g, "") ?? null;
}
