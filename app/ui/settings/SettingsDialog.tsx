import type { ReactNode } from "react";
import type { Settings } from "../../host/contract.js";
import type { KeySettings } from "../commands/keys.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import { Modal } from "../parts/Modal.js";
import { Choice } from "./Choice.js";
import { KeyTable } from "./KeyTable.js";
import styles from "./Settings.module.css";

/** What the settings need. */
export interface SettingsDialogProps {
  readonly settings: Settings;
  /** Cores of this machine. */
  readonly cores: number;
  /** What the keys are under these settings. */
  readonly keys: KeySettings;
  /** Puts a choice in force and keeps it. */
  readonly onChoose: (change: Partial<Settings>) => void;
  readonly onClose: () => void;
}

/** The user's choices; each is in force at once. */
export function SettingsDialog(props: SettingsDialogProps): ReactNode {
  const { settings, cores, keys: keySettings, onChoose, onClose } = props;
  const counts = Array.from({ length: Math.max(cores, settings.workers) }, (_, at) => at + 1);
  return (
    <Modal label="Settings" shape="page" onClose={onClose}>
      {(choose) => (
        <>
          <header className={styles.top}>
            <h2>Settings</h2>
            <button
              type="button"
              className={controls.icon}
              aria-label="Close the settings"
              title="Close (Esc)"
              onClick={choose()}
            >
              <Icon name="close" />
            </button>
          </header>
          <div className={styles.content}>
            <section aria-labelledby="settings-look">
              <h3 id="settings-look">Look</h3>
              <Choice
                label="Theme"
                value={settings.theme}
                options={[
                  ["system", "System"],
                  ["light", "Light"],
                  ["dark", "Dark"],
                  ["contrast", "High contrast"],
                ]}
                onChoose={(theme) => onChoose({ theme })}
              />
              <Choice
                label="Density"
                value={settings.density}
                options={[
                  ["compact", "Compact"],
                  ["comfortable", "Comfortable"],
                ]}
                onChoose={(density) => onChoose({ density })}
              />
            </section>
            <section aria-labelledby="settings-files">
              <h3 id="settings-files">Files</h3>
              <label className={styles.line}>
                <input
                  type="checkbox"
                  checked={settings.autosave}
                  onChange={(event) => onChoose({ autosave: event.target.checked })}
                />
                <span>
                  Save a second after typing stops
                  <span className={styles.hint}>
                    Into the notebook&apos;s file, if it has one. What is not saved is kept aside
                    after a second in any case, and is there again after a crash.
                  </span>
                </span>
              </label>
            </section>
            <section aria-labelledby="settings-run">
              <h3 id="settings-run">Running</h3>
              <label className={styles.line}>
                <input
                  type="checkbox"
                  checked={settings.runOnEdit}
                  onChange={(event) => onChoose({ runOnEdit: event.target.checked })}
                />
                <span>
                  Explore again after an edit
                  <span className={styles.hint}>
                    Cells that explore nothing are evaluated again in any case, once they have run.
                  </span>
                </span>
              </label>
              <label className={styles.field}>
                <span className={styles.label}>Cores for a search</span>
                <select
                  className={styles.select}
                  value={settings.workers}
                  onChange={(event) => onChoose({ workers: Number(event.target.value) })}
                >
                  <option value={0}>all ({cores})</option>
                  {counts.map((count) => (
                    <option key={count} value={count}>
                      {count}
                    </option>
                  ))}
                </select>
              </label>
            </section>
            <section aria-labelledby="settings-keys">
              <h3 id="settings-keys">Keys</h3>
              <label className={styles.line}>
                <input
                  type="checkbox"
                  checked={settings.letterKeys}
                  onChange={(event) => onChoose({ letterKeys: event.target.checked })}
                />
                <span>
                  Single letters are commands
                  <span className={styles.hint}>
                    A, B, D D and others, while no text is edited. Turn them off where a screen
                    reader or a voice control needs the letters.
                  </span>
                </span>
              </label>
              <KeyTable settings={keySettings} onKeys={(keys) => onChoose({ keys })} />
            </section>
          </div>
        </>
      )}
    </Modal>
  );
}
