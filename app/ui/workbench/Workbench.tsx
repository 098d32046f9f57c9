import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type StoreApi, useStore } from "zustand";
import type { StartInfo } from "../../host/contract.js";
import { focusNextRegion, keyboardScope } from "../browser/keyboard.js";
import { applyTheme } from "../browser/theme.js";
import { useBackup } from "../browser/use-backup.js";
import type { CommandId } from "../commands/commands.js";
import { KeyMatcher, type KeySettings } from "../commands/keys.js";
import type { NotebookController } from "../notebook/controller.js";
import type { NotebookFile } from "../notebook/notebook-state.js";
import { NotebookPage } from "../notebook/NotebookPage.js";
import {
  openBackup,
  type OpenedFile,
  openFile,
  openGalleryCopy,
  problemText,
  saveFile,
  untitled,
} from "./file-actions.js";
import { Banner } from "./Banners.js";
import { FileDialog } from "./FileDialog.js";
import type { Host } from "./host.js";
import type { HostNews } from "./host-news.js";
import { Inspector } from "./Inspector.js";
import { performOnNotebook } from "./notebook-commands.js";
import { Outline } from "./Outline.js";
import { Palette } from "./Palette.js";
import { TopBar } from "./TopBar.js";
import { Welcome } from "./Welcome.js";
import styles from "./Workbench.module.css";

/** What the workbench needs. */
export interface WorkbenchProps {
  readonly host: Host;
  readonly start: StartInfo;
  readonly news: StoreApi<HostNews>;
  /** Makes a notebook with a kernel of its own. */
  readonly makeNotebook: (file: NotebookFile) => NotebookController;
}

/** The open notebook with what belongs to its file. */
interface Open extends Omit<OpenedFile, "file"> {
  readonly controller: NotebookController;
  /** Of its backup. */
  readonly id: string;
}

/** The whole workbench: a notebook between its outline and its inspector, or the welcome page. */
export function Workbench({ host, start, news, makeNotebook }: WorkbenchProps): ReactNode {
  const [open, setOpen] = useState<Open | null>(null);
  const [dialog, setDialog] = useState<"palette" | "open" | "save" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [outline, setOutline] = useState(true);
  const [inspector, setInspector] = useState(true);
  const frame = useRef<HTMLDivElement>(null);
  const { settings } = start;
  const { changed, elsewhere, lost } = useStore(news);
  useEffect(() => applyTheme(settings), [settings]);

  const controller = open?.controller ?? null;
  useEffect(() => () => controller?.close(), [controller]);
  const backupFailed = useCallback(
    (error: unknown) => setProblem(`No backup could be written: ${problemText(error)}`),
    [],
  );
  useBackup(host, controller, open?.id ?? "", open?.revision ?? null, backupFailed);

  const show = useCallback(
    (opening: Promise<OpenedFile>): void => {
      setProblem(null);
      opening.then(
        ({ file, revision, trusted }) => {
          const controller = makeNotebook(file);
          setOpen({ controller, revision, trusted, id: crypto.randomUUID() });
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
          setOpen({ ...open, revision: outcome.revision });
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

  const trust = (): void => {
    if (open === null) return;
    const { path } = open.controller.store.getState();
    setOpen({ ...open, trusted: true });
    setProblem(null);
    if (path !== null) {
      host.trust(path).catch((error: unknown) => setProblem(problemText(error)));
    }
  };

  const perform = (id: CommandId): void => {
    if (open?.trusted === false && id.startsWith("run")) {
      setProblem("Nothing was run: say first that you trust this notebook.");
      return;
    }
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

  const path = open?.controller.store.getState().path ?? null;
  /** The news of a changed file is dealt with. */
  const forget = (act: () => void): void => {
    news.setState({ changed: null });
    act();
  };

  return (
    <div ref={frame} className={styles.workbench}>
      {open === null ? (
        <header className={styles.top}>
          <span className={styles.file}>Heddle</span>
        </header>
      ) : (
        <TopBar controller={open.controller} onCommand={perform} />
      )}
      <div className={styles.banners}>
        {lost && (
          <Banner
            failed
            text="The program behind this page has ended: nothing can be saved. Start it again and reload."
          />
        )}
        {problem !== null && (
          <Banner failed text={problem} actions={[["Close", () => setProblem(null)]]} />
        )}
        {open?.trusted === false && (
          <Banner
            text="Opening this notebook has run nothing. Running evaluates its code in a worker that reaches neither files nor the network."
            actions={[["Trust it", trust]]}
          />
        )}
        {open !== null && path !== null && changed?.path === path && (
          <Banner
            text={`Another program has ${changed.text === null ? "deleted" : "changed"} this file.`}
            actions={[
              ...(changed.text === null
                ? []
                : [
                    [
                      "Load the changed file",
                      () => forget(() => show(openFile(host, path))),
                    ] as const,
                  ]),
              ["Keep mine", () => forget(() => setOpen({ ...open, revision: changed.revision }))],
            ]}
          />
        )}
        {path !== null && elsewhere.has(path) && (
          <Banner text="This notebook is open in another window or tab, too." />
        )}
      </div>
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
            onBackup={(backup) => show(openBackup(host, backup))}
          />
        ) : (
          <NotebookPage
            key={open.id}
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
