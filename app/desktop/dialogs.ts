import { access } from "node:fs/promises";
import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { notebookEnding } from "../host/notebook-files.js";

const notebooks = { name: "Heddle notebooks", extensions: ["heddle.md", "md"] };

/** The system's dialog to open a notebook; null when cancelled. */
export async function chooseOpen(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: "Open a notebook",
    properties: ["openFile"],
    filters: [notebooks],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/**
 * The system's dialog to save; null when cancelled. A notebook's ending is added when it lacks; that
 * the file of that name is replaced, which the system could not ask, is asked here.
 */
export async function chooseSave(
  window: BrowserWindow,
  suggestedName: string,
  kind: "notebook" | "export",
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: kind === "notebook" ? "Save the notebook" : "Save the finding",
    defaultPath: suggestedName,
    ...(kind === "notebook" ? { filters: [notebooks] } : {}),
  });
  if (canceled || filePath === "") return null;
  if (kind === "export" || filePath.endsWith(notebookEnding)) return filePath;
  const path = filePath.replace(/(\.heddle)?(\.md)?$/, notebookEnding);
  return (await isNew(path)) || (await mayReplace(window, path)) ? path : null;
}

function isNew(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    () => true,
  );
}

async function mayReplace(window: BrowserWindow, path: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: `${basename(path)} is there already. Replace it?`,
    detail: "Replacing it overwrites what is in it.",
    buttons: ["Replace", "Cancel"],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
