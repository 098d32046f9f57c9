import type { ReactNode } from "react";
import { Banner } from "./Banner.js";
import { keepMine, loadTheirs } from "./disk-actions.js";
import { saveAs, saveTo, trust } from "./save-actions.js";
import { type DiskChange, pathOf, type Tab } from "./tab.js";
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
          text="The program behind this page has ended: nothing can be saved. Start it again and open its new address; unsaved text is kept."
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
  const saveElsewhere = { label: "Save as ...", act: () => void saveAs(workbench, tab) };
  return (
    <>
      {!tab.trusted && (
        <Banner
          text="Opening this notebook has run nothing. Running evaluates its code in a worker that reaches neither files nor the network."
          actions={[{ label: "Trust it", act: () => trust(workbench, tab) }]}
        />
      )}
      {!tab.writable && (
        <Banner
          text="This file is read-only: changes can be saved under another name."
          actions={[saveElsewhere]}
        />
      )}
      {tab.onDisk !== null && <DiskNotice tab={tab} onDisk={tab.onDisk} />}
      {tab.elsewhere && (
        <Banner text="This notebook is open in another window or tab, too. Who saves last is asked first." />
      )}
    </>
  );
}

/** What another program made of the file. */
function DiskNotice({
  tab,
  onDisk: { text, revision },
}: {
  readonly tab: Tab;
  readonly onDisk: DiskChange;
}): ReactNode {
  const workbench = useWorkbench();
  const path = pathOf(tab);
  if (text === null) {
    return (
      <Banner
        failed
        text="Another program has deleted this file: the text here is the only one."
        actions={[
          {
            label: "Save it again",
            act: () => {
              if (path !== null) void saveTo(workbench, tab, path);
            },
          },
          { label: "Save as ...", act: () => void saveAs(workbench, tab) },
        ]}
      />
    );
  }
  return (
    <Banner
      text="Another program has changed this file while there is unsaved text here."
      actions={[
        { label: "Compare ...", act: () => workbench.show({ kind: "change", tab: tab.id }) },
        { label: "Load theirs", act: () => loadTheirs(workbench, tab, text, revision) },
        { label: "Keep mine", act: () => keepMine(workbench, tab) },
      ]}
    />
  );
}
