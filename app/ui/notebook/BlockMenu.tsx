import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import type { Block } from "../../notebook/document/block.js";
import { type CommandId, commands } from "../commands/commands.js";
import { keysOf, type KeySettings, showKeys } from "../commands/keys.js";
import styles from "./BlockMenu.module.css";
import type { MenuPlace } from "../browser/page-context.js";

/** The menu's commands; null is a line between two groups. */
const cellMenu: readonly (CommandId | null)[] = [
  ...(["run", "run-next", "run-needed", null, "edit", "rename", "to-prose", null] as const),
  ...(["cut", "copy", "paste", "duplicate", "delete", null] as const),
  ...(["insert-above", "insert-below", "insert-prose", null] as const),
  ...(["move-up", "move-down", "merge", null, "fold-code", "fold-output"] as const),
];
const proseMenu: readonly (CommandId | null)[] = cellMenu
  .filter((id) => id === null || !/^(run|rename|fold)/.test(id))
  .map((id) => (id === "to-prose" ? "to-cell" : id))
  .slice(1, -1);

/** What the menu of a block needs. */
export interface BlockMenuProps {
  readonly place: MenuPlace;
  readonly keys: KeySettings;
  /** The selected block. */
  readonly block: Block | null;
  readonly onCommand: (id: CommandId) => void;
  readonly onClose: () => void;
}

/** All that can be done to the selected blocks, with the keys that do it. */
export function BlockMenu({ place, keys, block, onCommand, onClose }: BlockMenuProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(4, Math.min(place.x, window.innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(place.y, window.innerHeight - height - 4))}px`;
    element.querySelector("button")?.focus();
  }, [place]);
  useEffect(() => {
    const close = (event: Event): void => {
      if (!(event.target instanceof Node) || menu.current?.contains(event.target) !== true) {
        onClose();
      }
    };
    window.addEventListener("pointerdown", close);
    window.addEventListener("blur", close);
    return () => {
      window.removeEventListener("pointerdown", close);
      window.removeEventListener("blur", close);
    };
  }, [onClose]);

  const back = (): void => {
    onClose();
    if (block === null) return;
    window.document.querySelector<HTMLElement>(`[data-block="${block.id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = items.findIndex((item) => item === window.document.activeElement);
    const letter = event.key.toLowerCase();
    if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
    else if (event.key === "Home") items[0].focus();
    else if (event.key === "End") items[items.length - 1].focus();
    else if (event.key === "Escape" || event.key === "Tab") back();
    else if (letter.length === 1 && letter !== " ") {
      const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      order.find((item) => item.textContent.toLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const entries = block?.type === "cell" ? cellMenu : proseMenu;
  return (
    <div
      ref={menu}
      role="menu"
      aria-label="Commands for the block"
      className={styles.menu}
      onKeyDown={onKeyDown}
    >
      {entries.map((id, index) => {
        const command = commands.find((each) => each.id === id);
        if (command === undefined) {
          return <div key={index} role="separator" className={styles.line} />;
        }
        const shown = keysOf(command, keys)[0];
        return (
          <button
            key={command.id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={styles.item}
            onPointerMove={(event) => event.currentTarget.focus()}
            onClick={() => {
              back();
              onCommand(command.id);
            }}
          >
            <span>{command.title}</span>
            <kbd className={styles.keys}>
              {shown === undefined ? "" : showKeys(shown, keys.mac)}
            </kbd>
          </button>
        );
      })}
    </div>
  );
}
