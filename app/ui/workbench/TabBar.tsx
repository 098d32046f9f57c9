import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useTitle } from "../browser/use-title.js";
import { Icon } from "../parts/icons.js";
import { closeTab, moveTab } from "./tab-actions.js";
import { isDirty, pathOf, type Tab } from "./tab.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
import styles from "./TabBar.module.css";

/** What a dragged tab carries. */
const dragged = "application/x-heddle-tab";

/** The open notebooks, and the welcome page before them. */
export function TabBar(): ReactNode {
  const workbench = useWorkbench();
  const tabs = useWorkbenchState((state) => state.tabs);
  const active = useWorkbenchState((state) => state.active);
  const list = useRef<HTMLDivElement>(null);
  useTitle(active === null ? "Heddle" : null);
  useEffect(() => {
    // Of more tabs than there is room for, the one that is shown is in sight.
    const show = (): void => {
      const shown = list.current?.querySelector("[aria-selected=true]");
      shown?.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    show();
    const observer = new ResizeObserver(show);
    if (list.current !== null) observer.observe(list.current);
    return () => observer.disconnect();
  }, [active, tabs.length]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const ids = [null, ...tabs.map(({ id }) => id)];
    const at = ids.indexOf(active);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    workbench.activate(ids[(next + ids.length) % ids.length]);
    const buttons = list.current?.querySelectorAll<HTMLElement>("[role=tab]");
    buttons?.item((next + ids.length) % ids.length).focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="Notebooks"
      className={styles.tabs}
      onKeyDown={onKeyDown}
      // A wheel has one direction, and there is nothing else to scroll here.
      onWheel={({ currentTarget, deltaY }) => currentTarget.scrollBy({ left: deltaY })}
    >
      <div
        role="tab"
        tabIndex={active === null ? 0 : -1}
        aria-selected={active === null}
        className={`${styles.tab} ${styles.home}`}
        onClick={() => workbench.activate(null)}
      >
        Heddle
      </div>
      {tabs.map((tab, index) => (
        <TabView key={tab.id} tab={tab} index={index} shown={tab.id === active} />
      ))}
    </div>
  );
}

function TabView({
  tab,
  index,
  shown,
}: {
  readonly tab: Tab;
  readonly index: number;
  readonly shown: boolean;
}): ReactNode {
  const workbench = useWorkbench();
  const name = useStore(tab.controller.store, (state) => state.name);
  const dirty = useStore(tab.controller.store, () => isDirty(tab));
  const title = name.replace(/\.heddle\.md$/, "");
  useTitle(shown ? `${dirty ? "\u25cf " : ""}${title} - Heddle` : null);
  const marks = [
    dirty ? "edited" : "",
    tab.writable ? "" : "read-only",
    tab.elsewhere ? "open elsewhere" : "",
  ].filter((mark) => mark !== "");
  const onDrop = (event: DragEvent): void => {
    const id = event.dataTransfer.getData(dragged);
    if (id === "") return;
    event.preventDefault();
    moveTab(workbench, id, index);
  };
  return (
    <div
      role="tab"
      tabIndex={shown ? 0 : -1}
      aria-selected={shown}
      aria-label={[title, ...marks].join(", ")}
      title={[pathOf(tab) ?? "not on disk", ...marks].join(", ")}
      className={styles.tab}
      draggable
      onClick={() => workbench.activate(tab.id)}
      onAuxClick={(event) => {
        if (event.button === 1) closeTab(workbench, tab);
      }}
      onDragStart={(event) => event.dataTransfer.setData(dragged, tab.id)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(dragged)) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      <span className={styles.name}>{title}</span>
      {marks.slice(dirty ? 1 : 0).map((mark) => (
        <span key={mark} className={styles.mark}>
          {mark}
        </span>
      ))}
      {dirty && <span className={styles.dot} aria-hidden="true" />}
      <span
        className={styles.close}
        aria-hidden="true"
        title={`Close ${title}`}
        onClick={(event) => {
          event.stopPropagation();
          closeTab(workbench, tab);
        }}
      >
        <Icon name="close" />
      </span>
    </div>
  );
}
