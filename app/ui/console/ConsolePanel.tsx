import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { isCommandKey } from "../browser/command-key.js";
import controls from "../parts/controls.module.css";
import { showPlace } from "../notebook/show-place.js";
import { isShown } from "../workbench/layout.js";
import { keySettingsOf } from "../workbench/menu-keeper.js";
import type { Tab } from "../workbench/tab.js";
import { useWorkbench, useWorkbenchState } from "../workbench/use-workbench.js";
import styles from "./Console.module.css";

// The terminal is as large as the rest of the page, and many sessions never show it.
const Terminal = lazy(() => import("./Terminal.js"));

/** Whether lines are read aloud as they come: kept with the layout. */
const spokenName = "console.spoken";

/** The console of the notebook that is shown. */
export function ConsolePanel({ tab }: { readonly tab: Tab }): ReactNode {
  const workbench = useWorkbench();
  const settings = useWorkbenchState((state) => state.settings);
  const spoken = useWorkbenchState(({ layout }) => isShown(layout, spokenName, false));
  const { controller, console } = tab;
  const { start } = workbench;
  const isCommand = useMemo(() => isCommandKey(keySettingsOf(settings, start)), [settings, start]);
  return (
    <Suspense fallback={<p className={styles.loading}>Loading the terminal ...</p>}>
      <Terminal
        console={console}
        spoken={spoken}
        takesFocus={() => workbench.takeConsoleWish()}
        isCommand={isCommand}
        cells={() => controller.store.getState().summary.cells.map(({ name }) => name)}
        onPlace={(place) => showPlace(controller, place)}
      />
    </Suspense>
  );
}

/** What stands in the heading of the console. */
export function ConsoleTools({ tab }: { readonly tab: Tab }): ReactNode {
  const workbench = useWorkbench();
  const spoken = useWorkbenchState(({ layout }) => isShown(layout, spokenName, false));
  const copyAll = (): void => {
    workbench.page.copyText(tab.console.text).then(
      () => workbench.toasts.say("Copied what the console shows."),
      (error: unknown) => workbench.report("console", tab.id, error, "Nothing was copied: "),
    );
  };
  return (
    <span className={styles.tools}>
      <button
        type="button"
        className={controls.quiet}
        aria-pressed={spoken}
        title="Lets screen readers read what is printed"
        onClick={() => workbench.arrange(spokenName, !spoken)}
      >
        Screen reader mode
      </button>
      <button type="button" className={controls.quiet} onClick={copyAll}>
        Copy all
      </button>
      <button type="button" className={controls.quiet} onClick={() => tab.console.clear()}>
        Clear
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label="Hide the console"
        onClick={() => workbench.toggleRegion("bottom")}
      >
        Hide
      </button>
    </span>
  );
}
