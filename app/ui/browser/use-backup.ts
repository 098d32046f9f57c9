import { useEffect } from "react";
import type { NotebookController } from "../notebook/controller.js";
import type { Host } from "../workbench/host.js";

/** Milliseconds after the last change at which the text is safe. */
const PAUSE = 1000;

/**
 * Keeps a backup of unsaved text with the host, untitled notebooks included, and drops it once the
 * text is saved.
 *
 * @param id of the backup; one for each time that a notebook is opened
 * @param over the revision that the text was made from
 * @param onProblem told when the backup could not be written
 */
export function useBackup(
  host: Host,
  notebook: NotebookController | null,
  id: string,
  over: string | null,
  onProblem: (error: unknown) => void,
): void {
  useEffect(() => {
    if (notebook === null) return;
    let timer = 0;
    let kept = "";
    const keep = (): void => {
      const { path, name, savedText } = notebook.store.getState();
      const { text } = notebook;
      if (text === kept) return;
      kept = text;
      const done =
        text === savedText ? host.dropBackup(id) : host.backup({ id, path, name, text, over });
      done.catch(onProblem);
    };
    const stop = notebook.store.subscribe((state, before) => {
      if (state.history === before.history && state.savedText === before.savedText) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [host, notebook, id, over, onProblem]);
}
