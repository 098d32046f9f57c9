import { parseTarget } from "../../host/target.js";
import { showTarget } from "../workbench/target-actions.js";
import type { Workbench } from "../workbench/workbench.js";

/** Shows what the page's address leads to behind its `#`, now and when that changes. */
export function followAddress(workbench: Workbench): void {
  const follow = (): void => {
    const { hash } = window.location;
    const target = parseTarget(hash.slice(1));
    if (hash === "") return;
    // A reload shows what was open last, not what was linked to once.
    window.history.replaceState(null, "", workbench.page.address);
    if (target !== null) void showTarget(workbench, target);
  };
  window.addEventListener("hashchange", follow);
  follow();
}
