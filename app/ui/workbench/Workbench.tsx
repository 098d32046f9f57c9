import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { StartInfo } from "../../host/contract.js";
import { applyTheme } from "../browser/theme.js";
import type { CommandId } from "../commands/commands.js";
import { KeyMatcher, type KeySettings } from "../commands/keys.js";
import type { NotebookController } from "../notebook/controller.js";
import type { NotebookFile } from "../notebook/notebook-state.js";
import { NotebookPage } from "../notebook/NotebookPage.js";
import controls from "../parts/controls.module.css";
import {
  type OpenedFile,
  openFile,
  openGalleryCopy,
  problemText,
  saveFile,
  untitled,
} from "./file-actions.js";
import { FileDialog } from "./FileDialog.js";
import type { Host } from "./host.js";
import { Inspector } from "./Inspector.js";
import { performOnNotebook } from "./notebook-commands.js";
import { Outline } from "./Outline.js";
import { Palette } from "./Palette.js";
import { Welcome } from "./Welcome.js";
import styles from "./Workbench.module.css";

/** What the workbench needs. */
export interface WorkbenchProps {
  readonly host: Host;
  readonly start: StartInfo;
  /** Makes a notebook with a kernel of its own. */
  readonly makeNotebook: (file: NotebookFile) => NotebookController;
}

/** The open notebook with what belongs to its file. */
interface Open {
  readonly controller: NotebookController;
  /** What a save may overwrite; null for a notebook that was never saved. */
  readonly revision: string | null;
}

/** The whole workbench: a notebook between its outline and its inspector, or the welcome page. */
export function Workbench({ host, start, makeNotebook }: WorkbenchProps): ReactNode {
  const [open, setOpen] = useState<Open | null>(null);
  const [dialog, setDialog] = useState<"palette" | "open" | "save" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [outline, setOutline] = useState(true);
  const [inspector, setInspector] = useState(true);
  const frame = useRef<HTMLDivElement>(null);
  const { settings } = start;
  useEffect(() => applyTheme(settings), [settings]);

  const show = useCallback(
    (opening: Promise<OpenedFile>): void => {
      setProblem(null);
      opening.then(
        ({ file, revision }) => {
          setOpen((before) => {
            before?.controller.close();
            return { controller: makeNotebook(file), revision };
          });
        },
        (error: unknown) => setProblem(problemText(error)),
      );
    },
    [makeNotebook],
  );

  const save = (path: string, over: string | null): void => {
    if (open === null) return;
    const { controller } = open;
    saveFile(host, controller, path, over).then(
      (outcome) => {
        if (outcome.kind === "saved") {
          setOpen({ controller, revision: outcome.revision });
          setProblem(null);
        } else {
          const what = outcome.kind === "deleted" ? "deleted" : "changed";
          setProblem(`Not saved: somebody else has ${what} the file. Save it under another name.`);
        }
      },
      (error: unknown) => setProblem(`Not saved: ${problemText(error)}`),
    );
  };
  const choose = (purpose: "open" | "save"): void => {
    if (start.mode === "browser") {
      setDialog(purpose);
      return;
    }
    const name = open?.controller.store.getState().name ?? untitled.file.name;
    const chosen = purpose === "open" ? host.chooseOpen() : host.chooseSave(name);
    chosen.then(
      (path) => {
        if (path === null) return;
        if (purpose === "open") show(openFile(host, path));
        else save(path, null);
      },
      (error: unknown) => setProblem(problemText(error)),
    );
  };

  const perform = (id: CommandId): void => {
    if (open !== null && performOnNotebook(id, open.controller)) return;
    switch (id) {
      case "palette":
        setDialog("palette");
        break;
      case "toggle-outline":
        setOutline(!outline);
        break;
      case "toggle-inspector":
        setInspector(!inspector);
        break;
      case "next-region":
        focusNextRegion(frame.current);
        break;
      case "new":
        show(Promise.resolve(untitled));
        break;
      case "open":
        choose("open");
        break;
      case "save": {
        const path = open?.controller.store.getState().path ?? null;
        if (path === null) choose("save");
        else save(path, open?.revision ?? null);
        break;
      }
      case "save-as":
        choose("save");
        break;
      case "welcome":
        open?.controller.close();
        setOpen(null);
        break;
      default:
        break;
    }
  };
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });

  const keySettings = useMemo<KeySettings>(
    () => ({ keys: settings.keys, letterKeys: settings.letterKeys, mac: start.platform === "mac" }),
    [settings, start.platform],
  );
  const matcher = useMemo(() => new KeyMatcher(keySettings), [keySettings]);
  /** True when a key press was (part of) a command. */
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      const command = matcher.press(event, keyboardScope(event.target));
      if (command !== null && command !== "pending") latest.current(command);
      return command !== null;
    },
    [matcher],
  );
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && dialog === null && onKey(event)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [onKey, dialog]);

  return (
    <div ref={frame} className={styles.workbench}>
      {open === null ? (
        <header className={styles.top}>
          <span className={styles.file}>Heddle</span>
        </header>
      ) : (
        <TopBar controller={open.controller} onCommand={perform} />
      )}
      {problem !== null && (
        <p role="alert" className={`${styles.banner} ${styles.failed}`}>
          {problem}
          <button type="button" className={controls.button} onClick={() => setProblem(null)}>
            Close
          </button>
        </p>
      )}
      {open !== null && outline && (
        <nav className={styles.left} aria-label="Outline" tabIndex={-1} data-region="">
          <Outline controller={open.controller} />
        </nav>
      )}
      <main className={styles.main} aria-label="Notebook" tabIndex={-1} data-region="">
        {open === null ? (
          <Welcome
            start={start}
            onNew={() => perform("new")}
            onOpen={() => perform("open")}
            onRecent={(path) => show(openFile(host, path))}
            onGallery={(name) => show(openGalleryCopy(host, name))}
          />
        ) : (
          <NotebookPage
            key={open.controller.store.getInitialState().name}
            controller={open.controller}
            onKey={onKey}
            onLink={(url) => void host.openExternal(url)}
          />
        )}
      </main>
      {open !== null && inspector && (
        <aside className={styles.right} aria-label="Inspector" tabIndex={-1} data-region="">
          <Inspector controller={open.controller} />
        </aside>
      )}
      {dialog === "palette" && (
        <Palette settings={keySettings} onCommand={perform} onClose={() => setDialog(null)} />
      )}
      {(dialog === "open" || dialog === "save") && (
        <FileDialog
          host={host}
          purpose={dialog}
          name={open?.controller.store.getState().name ?? untitled.file.name}
          onChoose={(path) => {
            if (dialog === "open") show(openFile(host, path));
            else save(path, null);
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function TopBar({
  controller,
  onCommand,
}: {
  readonly controller: NotebookController;
  readonly onCommand: (id: CommandId) => void;
}): ReactNode {
  const name = useStore(controller.store, (state) => state.name);
  const busy = useStore(controller.store, (state) => state.busy);
  const dirty = useStore(controller.store, (state) => state.savedText !== controller.text);
  return (
    <header className={styles.top}>
      <span className={styles.file}>
        {name} {dirty && <span className={styles.dirty}>edited</span>}
      </span>
      <button type="button" className={controls.button} onClick={() => onCommand("run-stale")}>
        Run stale
      </button>
      <button type="button" className={controls.button} onClick={() => onCommand("run-all")}>
        Run all
      </button>
      <button
        type="button"
        className={controls.button}
        disabled={!busy}
        onClick={() => onCommand("interrupt")}
      >
        Interrupt
      </button>
      <button type="button" className={controls.button} onClick={() => onCommand("save")}>
        Save
      </button>
      <span className={styles.space} />
      <span role="status" className={styles.state}>
        {busy ? "running" : "ready"}
      </span>
      <button type="button" className={controls.quiet} onClick={() => onCommand("palette")}>
        Commands
      </button>
    </header>
  );
}

/** Letters are commands unless they go into a text, and tables have keys of their own. */
function keyboardScope(target: EventTarget | null): "always" | "notebook" {
  if (!(target instanceof HTMLElement)) return "notebook";
  const own =
    "input, textarea, select, button, a, dialog, .monaco-editor, [role=treegrid], [role=table]";
  return target.closest(own) === null ? "notebook" : "always";
}

function focusNextRegion(frame: HTMLElement | null): void {
  const regions = [...(frame?.querySelectorAll<HTMLElement>("[data-region]") ?? [])];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  regions.at((at + 1) % Math.max(1, regions.length))?.focus();
}
