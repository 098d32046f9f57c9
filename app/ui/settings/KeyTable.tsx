import { type ReactNode, useMemo, useState } from "react";
import { type CommandId, commands } from "../commands/commands.js";
import { findConflicts } from "../commands/conflicts.js";
import { keysOf, type KeySettings, showKeys } from "../commands/keys.js";
import controls from "../parts/controls.module.css";
import { KeyRecorder } from "./KeyRecorder.js";
import styles from "./Settings.module.css";

/** All commands with their keys, which can be changed. */
export function KeyTable({
  settings,
  onKeys,
}: {
  readonly settings: KeySettings;
  /** The keys that differ from the defaults are these now. */
  readonly onKeys: (keys: KeySettings["keys"]) => void;
}): ReactNode {
  const [text, setText] = useState("");
  const [recording, setRecording] = useState<CommandId | null>(null);
  const conflicts = useMemo(() => findConflicts(settings), [settings]);
  const words = text.toLowerCase().split(/\s+/);
  const shown = commands.filter((command) => {
    const keys = keysOf(command, settings).map((each) => showKeys(each, settings.mac));
    const said = `${command.group} ${command.title} ${keys.join(" ")}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const titleOf = (id: CommandId): string => commands.find((each) => each.id === id)?.title ?? id;
  const without = (id: CommandId): KeySettings["keys"] =>
    Object.fromEntries(Object.entries(settings.keys).filter(([command]) => command !== id));
  return (
    <>
      <div className={styles.keysTop}>
        <input
          className={styles.search}
          type="search"
          aria-label="Find a command or a key"
          placeholder="Find a command or a key"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          className={controls.button}
          disabled={Object.keys(settings.keys).length === 0}
          onClick={() => onKeys({})}
        >
          Reset all keys
        </button>
      </div>
      <table className={styles.keys}>
        <thead>
          <tr>
            <th scope="col">Command</th>
            <th scope="col">Keys</th>
            <th scope="col">
              <span className={controls.hidden}>Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((command) => {
            const { id, title, group } = command;
            const own = Object.hasOwn(settings.keys, id);
            const keys = keysOf(command, settings);
            return (
              <tr key={id}>
                <th scope="row">
                  <span className={styles.group}>{group}</span> {title}
                </th>
                <td>
                  {recording === id ? (
                    <KeyRecorder
                      mac={settings.mac}
                      label={`New key for ${title}`}
                      onRecorded={(pressed) => {
                        setRecording(null);
                        if (pressed !== null) onKeys({ ...without(id), [id]: pressed });
                      }}
                    />
                  ) : (
                    keys.map((each) => (
                      <kbd key={each} className={styles.key}>
                        {showKeys(each, settings.mac)}
                      </kbd>
                    ))
                  )}
                  {conflicts.get(id)?.map(({ keys: shared, others }) => (
                    <span key={shared} className={styles.conflict}>
                      {showKeys(shared, settings.mac)} is also: {others.map(titleOf).join(", ")}
                    </span>
                  ))}
                </td>
                <td className={styles.actions}>
                  <button
                    type="button"
                    className={controls.quiet}
                    aria-label={`Change the key of ${title}`}
                    onClick={() => setRecording(id)}
                  >
                    Change
                  </button>
                  <button
                    type="button"
                    className={controls.quiet}
                    aria-label={`Clear the keys of ${title}`}
                    disabled={keys.length === 0}
                    onClick={() => onKeys({ ...without(id), [id]: null })}
                  >
                    Clear
                  </button>
                  <button
                    type="button"
                    className={controls.quiet}
                    aria-label={`Reset the keys of ${title}`}
                    disabled={!own}
                    onClick={() => onKeys(without(id))}
                  >
                    Reset
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.length === 0 && <p className={styles.hint}>No command has that name or key.</p>}
    </>
  );
}
