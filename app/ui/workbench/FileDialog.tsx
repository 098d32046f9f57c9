import { type ReactNode, type SubmitEvent, useEffect, useState } from "react";
import type { FolderListing } from "../../host/contract.js";
import { Modal } from "../parts/Modal.js";
import type { Host } from "./host.js";
import { problemText } from "./workbench.js";
import controls from "../parts/controls.module.css";
import styles from "./Workbench.module.css";

/** What a file dialog needs. */
export interface FileDialogProps {
  readonly host: Host;
  /** `open` takes a notebook that is there; `save` any name. */
  readonly purpose: "open" | "save";
  /** Where to begin; null for the top folder. */
  readonly folder: string | null;
  /** The name to save under, unless the user changes it. */
  readonly name: string;
  readonly onChoose: (path: string) => void;
  readonly onClose: () => void;
}

/** Chooses a notebook in the folder that is served, where the system has no dialog for it. */
export function FileDialog(props: FileDialogProps): ReactNode {
  const { host, purpose, name, onChoose, onClose } = props;
  const [folder, setFolder] = useState(props.folder);
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [text, setText] = useState(name);
  useEffect(() => {
    let current = true;
    host.list(folder).then(
      (found) => {
        if (current) setListing(found);
      },
      (error: unknown) => {
        if (!current) return;
        // The folder of a notebook may be gone; the top one is there.
        if (folder === null) setProblem(problemText(error));
        else setFolder(null);
      },
    );
    return () => {
      current = false;
    };
  }, [host, folder]);

  const file = text.trim().replace(/(\.heddle)?(\.md)?$/, ".heddle.md");
  const isNamed = file !== ".heddle.md";
  const replaces = listing?.entries.some(({ name: taken }) => taken === file) === true;
  return (
    <Modal
      label={purpose === "open" ? "Open a notebook" : "Save the notebook"}
      shape="line"
      onClose={onClose}
    >
      {(close) => {
        const choose = (path: string): void => close(() => onChoose(path))();
        const save = (event: SubmitEvent): void => {
          event.preventDefault();
          if (listing !== null && isNamed) choose(`${listing.path}/${file}`);
        };
        return (
          <>
            <p className={styles.path}>{listing?.path ?? "..."}</p>
            {problem !== null && (
              <p role="alert" className={styles.hint}>
                {problem}
              </p>
            )}
            <ul className={styles.commands}>
              {listing?.parent != null && (
                <li>
                  <button
                    type="button"
                    className={styles.entry}
                    onClick={() => setFolder(listing.parent)}
                  >
                    ..
                  </button>
                </li>
              )}
              {listing?.entries.map((entry) => (
                <li key={entry.path}>
                  <button
                    type="button"
                    className={styles.entry}
                    onClick={() => {
                      if (entry.kind === "folder") setFolder(entry.path);
                      else if (purpose === "open") choose(entry.path);
                      else setText(entry.name);
                    }}
                  >
                    {entry.name}
                    {entry.kind === "folder" ? "/" : ""}
                  </button>
                </li>
              ))}
            </ul>
            {listing?.entries.length === 0 && <p className={styles.hint}>No notebooks here.</p>}
            {purpose === "save" && (
              <form className={styles.saveLine} onSubmit={save}>
                <input
                  className={styles.search}
                  aria-label="File name"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
                <button
                  type="submit"
                  className={controls.button}
                  disabled={listing === null || !isNamed}
                >
                  {replaces ? "Replace" : "Save"}
                </button>
              </form>
            )}
          </>
        );
      }}
    </Modal>
  );
}
