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

/** The system's dialog to save; null when cancelled. A notebook's ending is added when it lacks. */
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
  return filePath.replace(/(\.heddle)?(\.md)?$/, notebookEnding);
}
