import { isDirty } from "../workbench/tab.js";
import type { Workbench } from "../workbench/workbench.js";

/**
 * Writes backups and the session when the page is left or hidden, which may be its last moment.
 * Leaving is asked about only where unsaved text would be lost: when the host is gone.
 *
 * @param leave called when the page is left: what is asked of the host then may not reach it
 */
export function keepWhenLeaving(
  workbench: Workbench,
  flush: () => Promise<void>,
  leave: () => void,
): void {
  const keep = (): void => void flush();
  window.addEventListener("pagehide", () => {
    keep();
    leave();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  window.addEventListener("beforeunload", (event) => {
    const { lost, tabs } = workbench.state;
    if (lost && tabs.some(isDirty)) event.preventDefault();
  });
}
