/** Opening notebooks. Nothing is ever run by it. */
import type { Backup } from "../../host/contract.js";
import { commandLine } from "../console/equivalent.js";
import { fromTemplate, type Template, templates } from "../../notebook/templates/templates.js";
import {
  newFile,
  openBackup,
  type OpenedFile,
  openFile,
  openGalleryCopy,
} from "./notebook-files.js";
import { addTab, removeTab, tabOfPath } from "./tab-actions.js";
import { isDirty, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** Opens a file, or shows the tab that has it open; null when that failed and was told. */
export function openPath(workbench: Workbench, path: string): Promise<Tab | null> {
  return opening(workbench, path, async () => {
    const opened = await openFile(workbench.host, path);
    // Two names may lead to one file: the host says its own.
    const there = tabOfPath(workbench, opened.file.path ?? path);
    if (there === null) return opened;
    workbench.activate(there.id);
    return there;
  });
}

/** Opens a recent notebook; one that is gone is offered to be forgotten. */
export async function openRecent(workbench: Workbench, path: string): Promise<void> {
  if ((await openPath(workbench, path)) !== null) return;
  const key = `open ${path}`;
  const failure = workbench.state.notices.find((notice) => notice.key === key);
  if (failure === undefined) return;
  const forgetIt = (): void => {
    workbench.store.setState(({ recent }) => ({
      recent: recent.filter((each) => each.path !== path),
    }));
    workbench.host.forgetRecent(path).catch((error: unknown) => {
      workbench.report(key, null, error);
    });
  };
  workbench.notify({ ...failure, actions: [{ label: "Forget it", act: forgetIt }] });
}

/** Opens a copy of a bundled notebook. */
export function openGallery(workbench: Workbench, name: string): Promise<Tab | null> {
  return opening(workbench, name, () => openGalleryCopy(workbench.host, name));
}

/** Opens a notebook that is not on disk, with what a template has. */
export function openNew(workbench: Workbench, template: Template = templates[0]): Tab {
  const tab = addTab(workbench, newFile("untitled.heddle.md", fromTemplate(template, "Untitled")));
  const from = template === templates[0] ? [] : ["--template", template.id];
  tab.console.did(commandLine(["new", "untitled", ...from]));
  return tab;
}

/** Opens unsaved text of an earlier session. */
export function openUnsaved(workbench: Workbench, backup: Backup): Promise<Tab | null> {
  return opening(workbench, backup.id, async () => {
    const there = backup.path === null ? null : tabOfPath(workbench, backup.path);
    if (there !== null && isDirty(there)) {
      throw new Error(`${backup.name} is open with other unsaved text: save or close it first`);
    }
    const opened = await openBackup(workbench.host, backup);
    if (there !== null) removeTab(workbench, there);
    forget(workbench, backup);
    return addTab(workbench, opened, backup.id);
  });
}

/** Gives unsaved text of an earlier session up; as long as the notice is there, it can come back. */
export function discardUnsaved(workbench: Workbench, backup: Backup): void {
  forget(workbench, backup);
  workbench.notify({
    key: `discarded ${backup.id}`,
    tab: null,
    text: `The unsaved text of ${backup.name} was discarded.`,
    failed: false,
    actions: [{ label: "Bring it back", act: () => void openUnsaved(workbench, backup) }],
  });
  workbench.host.dropBackup(backup.id).catch((error: unknown) => {
    workbench.report(`open ${backup.id}`, null, error);
  });
}

function forget({ store }: Workbench, backup: Backup): void {
  store.setState(({ backups }) => ({ backups: backups.filter(({ id }) => id !== backup.id) }));
}

async function opening(
  workbench: Workbench,
  what: string,
  open: () => Promise<OpenedFile | Tab>,
): Promise<Tab | null> {
  try {
    workbench.dismiss(`open ${what}`);
    const opened = await open();
    return "id" in opened ? opened : addTab(workbench, opened);
  } catch (error) {
    workbench.report(`open ${what}`, null, error);
    return null;
  }
}
