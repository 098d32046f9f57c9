import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { NotebookController } from "../notebook/controller.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import styles from "./FindBar.module.css";
import type { Match, Query } from "./search.js";

/** What the search bar needs. */
export interface FindBarProps {
  readonly controller: NotebookController;
  /** The bar was closed; the keyboard goes to what was found last, if anything was. */
  readonly onClose: (match: Match | null) => void;
}

/** The switches of a query, with the key that goes with Alt. */
const options: readonly (readonly [name: keyof Query, sign: string, title: string, key: string])[] =
  [
    ["matchCase", "Aa", "Match case", "c"],
    ["wholeWord", "ab|", "Match whole words", "w"],
    ["regexp", ".*", "Regular expression", "r"],
  ];

/** Finds and replaces in all cells and all prose of a notebook. */
export function FindBar({ controller: { find, store }, onClose }: FindBarProps): ReactNode {
  const { replacing, asked, query, replacement, current } = useStore(find.store);
  // The document may change under the search.
  useStore(store, (state) => state.history.document);
  const { matches, problem } = find.found;
  const [said, setSaid] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [asked]);

  const close = (): void => {
    const { match } = find;
    find.close();
    onClose(match);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
    if (event.nativeEvent.isComposing) return;
    const option = altKey ? options.find(([, , , letter]) => letter === key.toLowerCase()) : null;
    const inReplacement = event.target instanceof HTMLElement && event.target.id === "replacement";
    if (key === "Escape") close();
    else if (option != null) find.look({ ...query, [option[0]]: query[option[0]] === false });
    else if (key === "Enter" && event.target instanceof HTMLInputElement) {
      if (!inReplacement) find.go(shiftKey ? -1 : 1);
      else if (ctrlKey || metaKey || altKey) replaceAll();
      else find.replace();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const replaceAll = (): void => {
    const count = find.replaceAll();
    setSaid(count === 1 ? "1 replaced" : `${count} replaced`);
  };
  const at = matches.length === 0 ? 0 : Math.min(Math.max(current, 0), matches.length - 1) + 1;
  const count =
    query.text === "" || problem !== null
      ? said
      : matches.length === 0
        ? said === ""
          ? "none found"
          : said
        : `${at} of ${matches.length}`;
  return (
    <div className={styles.rail}>
      <div
        role="search"
        aria-label="Find in the notebook"
        className={styles.bar}
        onKeyDown={onKeyDown}
      >
        <div className={styles.row}>
          <input
            ref={input}
            className={styles.input}
            aria-label="Find"
            placeholder="Find"
            spellCheck={false}
            autoFocus
            value={query.text}
            aria-invalid={problem !== null}
            onChange={(event) => {
              setSaid("");
              find.look({ ...query, text: event.target.value });
            }}
          />
          {options.map(([name, sign, title, key]) => (
            <button
              key={name}
              type="button"
              className={styles.option}
              data-sign={sign}
              title={`${title} (Alt+${key.toUpperCase()})`}
              aria-pressed={query[name] === true}
              onClick={() => find.look({ ...query, [name]: query[name] === false })}
            >
              <span className={controls.hidden}>{title}</span>
            </button>
          ))}
          <span
            role="status"
            className={`${styles.count} ${count === "none found" ? styles.none : ""}`}
          >
            {count}
          </span>
          <button
            type="button"
            className={controls.icon}
            aria-label="Previous match"
            title="Previous (Shift+Enter)"
            onClick={() => find.go(-1)}
          >
            <Icon name="previous" />
          </button>
          <button
            type="button"
            className={controls.icon}
            aria-label="Next match"
            title="Next (Enter)"
            onClick={() => find.go(1)}
          >
            <Icon name="next" />
          </button>
          <button
            type="button"
            className={controls.icon}
            aria-label="Close the search"
            title="Close (Esc)"
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </div>
        {replacing && (
          <div className={styles.row}>
            <input
              id="replacement"
              className={styles.input}
              aria-label="Replace with"
              placeholder="Replace with"
              spellCheck={false}
              value={replacement}
              onChange={(event) => find.store.setState({ replacement: event.target.value })}
            />
            <button
              type="button"
              className={controls.button}
              title="Replace (Enter)"
              disabled={matches.length === 0}
              onClick={() => find.replace()}
            >
              Replace
            </button>
            <button
              type="button"
              className={controls.button}
              title="Replace all (Ctrl+Enter)"
              disabled={matches.length === 0}
              onClick={replaceAll}
            >
              Replace all
            </button>
          </div>
        )}
        {problem !== null && <p className={styles.problem}>{problem}</p>}
      </div>
    </div>
  );
}
