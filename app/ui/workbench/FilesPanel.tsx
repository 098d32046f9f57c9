import { type ReactNode, useEffect, useState } from "react";
import type { FolderListing } from "../../host/contract.js";
import controls from "../parts/controls.module.css";
import { openPath } from "./open-actions.js";
import { pathOf, type Tab } from "./tab.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
import { problemText } from "./workbench.js";
import styles from "./FilesPanel.module.css";

/** The folder of the notebook that is shown, or the one that is served. */
export function FilesPanel({ tab }: { readonly tab: Tab | null }): ReactNode {
  const { host } = useWorkbench();
  // Whoever went elsewhere stays there until another notebook is shown.
  const [chosen, setChosen] = useState<{
    readonly folder: string | null;
    readonly for: string | null;
  } | null>(null);
  const id = tab?.id ?? null;
  const folder = chosen !== null && chosen.for === id ? chosen.folder : (tab?.folder ?? null);
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const tabs = useWorkbenchState((state) => state.tabs);
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    let current = true;
    host.list(folder).then(
      (found) => {
        if (!current) return;
        setListing(found);
        setProblem(null);
      },
      (error: unknown) => {
        if (current) setProblem(problemText(error));
      },
    );
    return () => {
      current = false;
    };
    // A tab that was saved under a new name is a new file.
  }, [host, folder, tabs, looks]);
  useEffect(() => {
    const look = (): void => setLooks((count) => count + 1);
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, []);

  if (problem !== null) {
    return (
      <div className={styles.hint}>
        <p>{problem}</p>
        <button
          type="button"
          className={controls.button}
          onClick={() => setChosen({ folder: null, for: id })}
        >
          Go to the top folder
        </button>
      </div>
    );
  }
  if (listing === null) return <p className={styles.hint}>Looking ...</p>;
  const { path, parent, entries } = listing;
  return (
    <>
      <p className={styles.folder} title={path}>
        {path.replace(/^.*[\\/](?=[^\\/])/, "")}
      </p>
      <ul>
        {parent !== null && (
          <li>
            <button
              type="button"
              className={styles.entry}
              aria-label="Folder above"
              onClick={() => setChosen({ folder: parent, for: id })}
            >
              ..
            </button>
          </li>
        )}
        {entries.map((entry) => (
          <Entry
            key={entry.path}
            entry={entry}
            shown={tab !== null && pathOf(tab) === entry.path}
            onFolder={() => setChosen({ folder: entry.path, for: id })}
          />
        ))}
      </ul>
      {entries.length === 0 && (
        <p className={styles.hint}>No notebooks here. Save one to this folder to see it.</p>
      )}
    </>
  );
}

function Entry({
  entry: { name, path, kind },
  shown,
  onFolder,
}: {
  readonly entry: FolderListing["entries"][number];
  readonly shown: boolean;
  readonly onFolder: () => void;
}): ReactNode {
  const workbench = useWorkbench();
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        aria-current={shown ? "true" : undefined}
        title={path}
        onClick={() => {
          if (kind === "folder") onFolder();
          else void openPath(workbench, path);
        }}
      >
        {kind === "folder" ? `${name}/` : name.replace(/\.heddle\.md$/, "")}
      </button>
    </li>
  );
}
