/** Files that are dropped on the workbench. */
import { decodeNotebook } from "../../notebook/decode-notebook.js";
import { mailEndings, openMail, type PickedFile } from "./mail-actions.js";
import { newFile } from "./notebook-files.js";
import { openPath } from "./open-actions.js";
import { addTab } from "./tab-actions.js";
import { problemText, type Workbench } from "./workbench.js";

/** Opens notebooks, and begins notebooks with mails; what is neither is told. */
export async function openDropped(
  workbench: Workbench,
  files: readonly PickedFile[],
): Promise<void> {
  for (const file of files) {
    if (file.name.endsWith(".heddle.md")) await openNotebookFile(workbench, file);
    else if (mailEndings.some((ending) => file.name.toLowerCase().endsWith(ending))) {
      await openMail(workbench, file);
    } else {
      tell(workbench, file, "it is no notebook (.heddle.md) and no mail (.eml, .mbox).");
    }
  }
}

/** In place where it is known where it is; a browser only gives its text, which makes a copy. */
async function openNotebookFile(workbench: Workbench, file: PickedFile): Promise<void> {
  if (file.path !== null) {
    await openPath(workbench, file.path);
    return;
  }
  try {
    const { name } = file;
    // A stranger's file stays a stranger's: it is not run before the user says so.
    addTab(workbench, { ...newFile(name, decodeNotebook(await file.bytes())), trusted: false });
  } catch (error) {
    tell(workbench, file, problemText(error));
  }
}

function tell(workbench: Workbench, { name }: PickedFile, why: string): void {
  const text = `${name} cannot be opened: ${why}`;
  workbench.notify({ key: `drop ${name}`, tab: null, text, failed: true, actions: [] });
}
