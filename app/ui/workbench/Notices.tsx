import type { ReactNode } from "react";
import { Banner } from "./Banner.js";
import { openPath } from "./open-actions.js";
import { trust } from "./save-actions.js";
import { pathOf, type Tab } from "./tab.js";
import { removeTab } from "./tab-actions.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
import styles from "./Workbench.module.css";

/** What the user should know, above the notebook it is about. */
export function Notices({ tab }: { readonly tab: Tab | null }): ReactNode {
  const workbench = useWorkbench();
  const lost = useWorkbenchState((state) => state.lost);
  const notices = useWorkbenchState((state) => state.notices);
  const shown = notices.filter((notice) => notice.tab === null || notice.tab === tab?.id);
  return (
    <div className={styles.banners}>
      {lost && (
        <Banner
          failed
          text="The program behind this page has ended: nothing can be saved. Start it again and reload."
        />
      )}
      {shown.map(({ key, text, failed, actions }) => (
        <Banner
          key={key}
          failed={failed}
          text={text}
          actions={[
            ...actions.map(({ label, act }) => ({
              label,
              act: () => {
                workbench.dismiss(key);
                act();
              },
            })),
            { label: "Close", act: () => workbench.dismiss(key) },
          ]}
        />
      ))}
      {tab !== null && <TabNotices tab={tab} />}
    </div>
  );
}

function TabNotices({ tab }: { readonly tab: Tab }): ReactNode {
  const workbench = useWorkbench();
  const { onDisk } = tab;
  const path = pathOf(tab);
  const load = (): void => {
    if (path === null) return;
    removeTab(workbench, tab);
    void openPath(workbench, path);
  };
  const keep = (): void => {
    workbench.changeTab(tab.id, { onDisk: null, revision: onDisk?.revision ?? null });
  };
  return (
    <>
      {!tab.trusted && (
        <Banner
          text="Opening this notebook has run nothing. Running evaluates its code in a worker that reaches neither files nor the network."
          actions={[{ label: "Trust it", act: () => trust(workbench, tab) }]}
        />
      )}
      {onDisk !== null && (
        <Banner
          text={`Another program has ${onDisk.text === null ? "deleted" : "changed"} this file.`}
          actions={[
            ...(onDisk.text === null ? [] : [{ label: "Load the changed file", act: load }]),
            { label: "Keep mine", act: keep },
          ]}
        />
      )}
      {tab.elsewhere && <Banner text="This notebook is open in another window or tab, too." />}
    </>
  );
}
