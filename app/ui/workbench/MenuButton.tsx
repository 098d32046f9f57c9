import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { commands } from "../commands/commands.js";
import { keysOf, showKeys } from "../commands/keys.js";
import { menusOf } from "../commands/menus.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import { keySettingsOf } from "./menu-keeper.js";
import { isEnabled, performCommand } from "./perform-command.js";
import { useWorkbench } from "./use-workbench.js";
import styles from "./MenuButton.module.css";

/** All menus behind one button, where there is no menu bar of the system. */
export function MenuButton(): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const id = useId();
  const close = (refocus: boolean): void => {
    setOpen(false);
    if (refocus) button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={controls.icon}
        aria-label="Menu"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="menu" />
      </button>
      {open && <MenuPanel id={id} onClose={close} />}
    </>
  );
}

function MenuPanel({
  id,
  onClose,
}: {
  readonly id: string;
  /** @param refocus whether the keyboard goes back to the button */
  readonly onClose: (refocus: boolean) => void;
}): ReactNode {
  const workbench = useWorkbench();
  const panel = useRef<HTMLDivElement>(null);
  const settings = keySettingsOf(workbench.state.settings, workbench.start);
  const menus = menusOf(settings, (command) => isEnabled(workbench, command));
  const choose = (name: string): void => {
    onClose(true);
    const command = commands.find((each) => each.id === name);
    if (command !== undefined) performCommand(workbench, command.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") onClose(true);
    else if (!moveFocus(panel.current, event.key)) return;
    event.preventDefault();
  };
  return (
    <div
      ref={(element) => {
        panel.current = element;
        if (element?.contains(document.activeElement) === false) moveFocus(element, "Home");
      }}
      id={id}
      role="menu"
      aria-label="Menu"
      className={styles.panel}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose(false);
      }}
    >
      <div className={styles.columns}>
        {menus.map(({ label, items }) => (
          <div key={label} role="group" aria-label={label} className={styles.group}>
            <div className={styles.heading} aria-hidden="true">
              {label}
            </div>
            {items.map((item, index) => {
              if (item.kind === "separator") {
                return <div key={index} role="separator" className={styles.line} />;
              }
              const command = commands.find((each) => each.id === item.command);
              const [key] = command === undefined ? [] : keysOf(command, settings);
              return (
                <div
                  key={item.command}
                  role="menuitem"
                  tabIndex={-1}
                  aria-disabled={!item.enabled}
                  className={styles.item}
                  onClick={() => {
                    if (item.enabled) choose(item.command);
                  }}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" && event.key !== " ") return;
                    // What the command shows must not get the same key.
                    event.preventDefault();
                    event.currentTarget.click();
                  }}
                  onPointerMove={(event) => event.currentTarget.focus()}
                >
                  <span>{item.label}</span>
                  {key !== undefined && <kbd>{showKeys(key, settings.mac)}</kbd>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Moves the keyboard among the items; false for keys that move nothing. */
function moveFocus(panel: HTMLElement | null, key: string): boolean {
  const columns = [...(panel?.querySelectorAll<HTMLElement>("[role=group]") ?? [])].map(
    (column) => [...column.querySelectorAll<HTMLElement>("[role=menuitem]")],
  );
  const active = document.activeElement;
  const column = columns.findIndex((items) => items.some((item) => item === active));
  const row = columns[column]?.findIndex((item) => item === active) ?? -1;
  const wrap = (index: number, length: number): number => (index + length) % Math.max(1, length);
  const to = (at: number, index: number): boolean => {
    const items = columns[at];
    items?.at(Math.min(index, items.length - 1))?.focus();
    return true;
  };
  const here = columns[Math.max(0, column)] ?? [];
  switch (key) {
    case "ArrowDown":
      return to(column, wrap(row + 1, here.length));
    case "ArrowUp":
      return to(column, wrap(row - 1, here.length));
    case "ArrowRight":
      return to(wrap(column + 1, columns.length), row);
    case "ArrowLeft":
      return to(wrap(column - 1, columns.length), row);
    case "Home":
      return to(0, 0);
    case "End":
      return to(columns.length - 1, Infinity);
    default:
      return false;
  }
}
