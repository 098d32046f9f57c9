import type { ReactNode } from "react";
import { commands } from "../commands/commands.js";
import { keysOf, type KeySettings, showKeys } from "../commands/keys.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import { Modal } from "../parts/Modal.js";
import styles from "./Settings.module.css";

/** Keys that belong to a view and not to the table of commands. */
const elsewhere: readonly (readonly [title: string, keys: readonly string[]])[] = [
  ["One step back or on in an interleaving", [",", "."]],
  ["First or last step", ["<", ">"]],
  ["Play the steps", ["Space"]],
  ["Go to the definition", ["F12"]],
  ["Find all references", ["Shift+F12"]],
  ["Rename a symbol in all cells", ["F2"]],
  ["Fixes for a problem", ["Mod+."]],
  ["Let Tab leave the text", ["Mod+M"]],
];

/** All keys on one page. */
export function ShortcutsDialog({
  settings,
  onSettings,
  onClose,
}: {
  readonly settings: KeySettings;
  /** The user wants to change keys. */
  readonly onSettings: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const groups = [...new Set(commands.map(({ group }) => group))].map((group) => ({
    group,
    entries: commands.flatMap((command) => {
      const keys = keysOf(command, settings);
      return command.group === group && keys.length > 0 ? [[command.title, keys] as const] : [];
    }),
  }));
  return (
    <Modal label="Keyboard shortcuts" shape="page" onClose={onClose}>
      {(choose) => (
        <>
          <header className={styles.top}>
            <h2>Keyboard shortcuts</h2>
            <span className={styles.space} />
            <button type="button" className={controls.button} onClick={choose(onSettings)}>
              Change keys
            </button>
            <button
              type="button"
              className={controls.icon}
              aria-label="Close the shortcuts"
              title="Close (Esc)"
              onClick={choose()}
            >
              <Icon name="close" />
            </button>
          </header>
          <div
            role="region"
            aria-label="All keys"
            tabIndex={0}
            className={`${styles.content} ${styles.columns}`}
          >
            {[...groups, { group: "In texts and tables", entries: elsewhere }].map(
              ({ group, entries }) => (
                <section key={group} className={styles.column}>
                  <h3>{group}</h3>
                  <dl className={styles.shortcuts}>
                    {entries.map(([title, keys]) => (
                      <div key={title} className={styles.shortcut}>
                        <dt>{title}</dt>
                        <dd>
                          {keys.map((each) => (
                            <kbd key={each} className={styles.key}>
                              {showKeys(each, settings.mac)}
                            </kbd>
                          ))}
                        </dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ),
            )}
          </div>
        </>
      )}
    </Modal>
  );
}
