import type { ReactNode } from "react";
import type { Backup } from "../../host/contract.js";
import { localTime } from "../format/local-time.js";
import controls from "../parts/controls.module.css";
import { VerdictGlyph } from "../parts/icons.js";
import { LanePicture } from "./LanePicture.js";
import { discardUnsaved, openGallery, openNew, openRecent, openUnsaved } from "./open-actions.js";
import { performCommand } from "./perform-command.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
import styles from "./Welcome.module.css";

/** What can be begun or gone on with: recent notebooks, a new one, and the gallery. */
export function Welcome(): ReactNode {
  const workbench = useWorkbench();
  const { gallery } = workbench.start;
  const recent = useWorkbenchState((state) => state.recent);
  const backups = useWorkbenchState((state) => state.backups);
  const sections = [...new Set(gallery.map(({ section }) => section))];
  return (
    <div className={styles.welcome}>
      <h1 className={styles.title}>Heddle</h1>
      <p className={styles.lead}>
        Write code paths as short threads, and know in seconds whether they hold in every
        interleaving, or see the one that breaks them.
      </p>
      <p className={styles.actions}>
        <button type="button" className={controls.button} onClick={() => void openNew(workbench)}>
          New notebook
        </button>
        <button
          type="button"
          className={controls.button}
          onClick={() => performCommand(workbench, "new-from-template")}
        >
          Start from a template
        </button>
        <button
          type="button"
          className={controls.button}
          onClick={() => performCommand(workbench, "new-from-mail")}
        >
          Start from a mail
        </button>
        <button
          type="button"
          className={controls.button}
          onClick={() => performCommand(workbench, "open")}
        >
          Open ...
        </button>
      </p>
      {backups.length > 0 && (
        <section aria-label="Unsaved notebooks">
          <h2 className={styles.heading}>Not saved when the last session ended</h2>
          <ul>
            {backups.map((backup) => (
              <li key={backup.id} className={styles.line}>
                <button
                  type="button"
                  className={styles.recent}
                  onClick={() => void openUnsaved(workbench, backup)}
                >
                  {backup.name}{" "}
                  <span className={styles.folder}>
                    {backup.path ?? "never saved"}, of {timeOf(backup)}
                  </span>
                </button>
                <button
                  type="button"
                  className={controls.quiet}
                  aria-label={`Discard ${backup.name}`}
                  onClick={() => discardUnsaved(workbench, backup)}
                >
                  Discard
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {recent.length > 0 && (
        <section aria-label="Recent notebooks">
          <h2 className={styles.heading}>Recent</h2>
          <ul>
            {recent.map(({ path, name, folder }) => (
              <li key={path} className={styles.line}>
                <button
                  type="button"
                  className={styles.recent}
                  onClick={() => void openRecent(workbench, path)}
                >
                  {name} <span className={styles.folder}>{folder}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sections.map((section) => (
        <section key={section} aria-label={section}>
          <h2 className={styles.heading}>{section}</h2>
          <ul className={styles.gallery}>
            {gallery
              .filter((entry) => entry.section === section)
              .map(({ name, title, answer, verdicts, lanes }) => (
                <li key={name}>
                  <button
                    type="button"
                    className={styles.card}
                    onClick={() => void openGallery(workbench, name)}
                  >
                    <span className={styles.cardTitle}>{title}</span>
                    <span className={styles.answer}>{answer}</span>
                    {lanes !== null && (
                      <span className={styles.picture}>
                        <LanePicture lanes={lanes} />
                      </span>
                    )}
                    {verdicts !== null && (
                      <span className={styles.verdicts}>
                        <VerdictGlyph
                          tone={verdicts.asExpected === verdicts.total ? "holds" : "violated"}
                        />
                        {verdicts.asExpected} of {verdicts.total} verdicts as expected
                      </span>
                    )}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Tells two notebooks that were never saved apart. */
function timeOf({ savedAt }: Backup): string {
  return localTime(new Date(savedAt).toISOString());
}
