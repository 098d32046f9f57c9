import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "../parts/icons.js";
import { isRegionShown, isShown, type RegionName, sizeOf } from "./layout.js";
import { type Panel, panels } from "./panels.js";
import { Splitter } from "./Splitter.js";
import type { Tab } from "./tab.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
import styles from "./Region.module.css";

/** A region beside the notebook, or nothing while it is folded away or empty. */
export function Region({
  name,
  label,
  tab,
}: {
  readonly name: RegionName;
  readonly label: string;
  readonly tab: Tab | null;
}): ReactNode {
  const workbench = useWorkbench();
  const isOpen = useWorkbenchState((state) => isRegionShown(state, name));
  const size = useWorkbenchState(({ layout }) => sizeOf(layout, name));
  const narrow = useWorkbenchState((state) => state.narrow);
  const frame = useRef<HTMLDivElement>(null);
  const isOver = narrow && name !== "bottom";
  const shown = panels[name].filter(({ everywhere }) => everywhere === true || tab !== null);
  const isDrawn = shown.length > 0 && isOpen;
  useEffect(() => {
    // What lies over the notebook has the keyboard, but the inspector goes with the table beside it.
    if (isDrawn && isOver && name === "left") frame.current?.focus();
  }, [isDrawn, isOver, name]);
  const wasDrawn = useRef(isDrawn);
  useEffect(() => {
    // The keyboard was in what is gone, and nowhere now.
    const isNowhere = document.activeElement === document.body;
    if (wasDrawn.current && !isDrawn && isNowhere) workbench.page.focusNotebook();
    wasDrawn.current = isDrawn;
  }, [isDrawn, workbench]);
  if (!isDrawn) return null;
  const uncover = (): void => workbench.store.setState({ overlay: null });
  return (
    <div
      className={`${styles.region} ${styles[name]} ${isOver ? styles.over : ""}`}
      style={name === "bottom" ? { height: size } : isOver ? {} : { width: size }}
      onKeyDown={(event) => {
        if (!isOver || event.key !== "Escape") return;
        event.stopPropagation();
        uncover();
        workbench.page.focusNotebook();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        const left = relatedTarget !== null && !currentTarget.contains(relatedTarget);
        if (isOver && name === "left" && left) uncover();
      }}
    >
      {!isOver && <Splitter region={name} label={label} />}
      <div
        ref={frame}
        role={name === "left" ? "navigation" : "complementary"}
        aria-label={label}
        tabIndex={-1}
        data-region=""
        className={styles.panels}
      >
        {shown.map((panel) => (
          <PanelView key={panel.id} panel={panel} tab={tab} alone={shown.length === 1} />
        ))}
      </div>
    </div>
  );
}

function PanelView({
  panel: { id, title, Content, Tools, fills },
  tab,
  alone,
}: {
  readonly panel: Panel;
  readonly tab: Tab | null;
  readonly alone: boolean;
}): ReactNode {
  const workbench = useWorkbench();
  const open = useWorkbenchState(({ layout }) => isShown(layout, `panel.${id}`)) || alone;
  return (
    <section aria-label={title} className={fills === true && open ? styles.filling : styles.panel}>
      <h2 className={styles.heading}>
        {alone ? (
          title
        ) : (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={open}
            onClick={() => workbench.toggle(`panel.${id}`)}
          >
            <Icon name="chevron" />
            {title}
          </button>
        )}
        {open && Tools !== undefined && <Tools tab={tab} />}
      </h2>
      {open && (
        <div className={styles.content}>
          <Content tab={tab} />
        </div>
      )}
    </section>
  );
}
