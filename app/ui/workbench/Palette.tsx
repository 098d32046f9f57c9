import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import type { CommandId } from "../commands/commands.js";
import { findCommands } from "../commands/find-commands.js";
import { keysOf, type KeySettings, showKeys } from "../commands/keys.js";
import { Modal } from "../parts/Modal.js";
import styles from "./Workbench.module.css";

/** What the palette needs. */
export interface PaletteProps {
  readonly settings: KeySettings;
  readonly onCommand: (id: CommandId) => void;
  readonly onClose: () => void;
}

/** All commands by name, with their keys. */
export function Palette({ settings, onCommand, onClose }: PaletteProps): ReactNode {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();

  const found = findCommands(text);
  return (
    <Modal label="Commands" shape="line" onClose={onClose}>
      {(close) => {
        const choose = (command: CommandId | undefined): void => {
          close(() => {
            if (command !== undefined) onCommand(command);
          })();
        };
        const onKeyDown = (event: KeyboardEvent): void => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else if (event.key === "Enter") choose(found.at(at)?.id);
          else return;
          event.preventDefault();
        };
        return (
          <>
            <input
              className={styles.search}
              role="combobox"
              aria-expanded="true"
              aria-controls={id}
              aria-activedescendant={found.length === 0 ? undefined : `${id}-${at}`}
              aria-label="Command"
              placeholder="Command"
              autoFocus
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
            <ul id={id} role="listbox" aria-label="Commands" className={styles.commands}>
              {found.map((command, index) => (
                <li
                  key={command.id}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === at}
                  className={styles.command}
                  onPointerMove={() => setAt(index)}
                  onClick={() => choose(command.id)}
                >
                  <span>
                    <span className={styles.group}>{command.group}</span> {command.title}
                  </span>
                  <kbd className={styles.keys}>
                    {keysOf(command, settings)
                      .map((keys) => showKeys(keys, settings.mac))
                      .join(", ")}
                  </kbd>
                </li>
              ))}
            </ul>
            {found.length === 0 && <p className={styles.hint}>No command is called that.</p>}
          </>
        );
      }}
    </Modal>
  );
}
