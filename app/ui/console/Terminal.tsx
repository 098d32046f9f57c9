/** The terminal of a console. It is loaded when a console is shown for the first time. */
import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Terminal as XTerm } from "@xterm/xterm";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { CellPlace } from "../../notebook/locate.js";
import { onColoursChanged, pageColour } from "../browser/page-colour.js";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import type { NotebookConsole } from "./console.js";
import { namedPlaces } from "./places.js";
import styles from "./Console.module.css";

/** What a terminal needs. */
export interface TerminalProps {
  readonly console: NotebookConsole;
  /** Reads lines aloud as they come, for screen readers. */
  readonly spoken: boolean;
  /** Asked when it is drawn: whether it takes the keyboard. */
  readonly takesFocus: () => boolean;
  /** Whether a key is one of the workbench's, which go before the terminal's own. */
  readonly isCommand: (event: globalThis.KeyboardEvent) => boolean;
  /** Names of the notebook's cells, at the time. */
  readonly cells: () => readonly string[];
  /** Shows a place of a cell. */
  readonly onPlace: (place: CellPlace) => void;
}

/** Lines that can be scrolled back to. */
const scrollback = 5000;

/** See the head of this file. */
export default function Terminal(props: TerminalProps): ReactNode {
  const { console, spoken } = props;
  const frame = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const made = useRef<XTerm | null>(null);
  const [search, setSearch] = useState<SearchAddon | null>(null);
  const [finding, setFinding] = useState(false);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const terminal = new XTerm({
      allowProposedApi: true,
      convertEol: true,
      cursorInactiveStyle: "outline",
      cursorStyle: "bar",
      fontFamily: getComputedStyle(element).fontFamily,
      fontSize: 12,
      lineHeight: 1.3,
      minimumContrastRatio: 4.5,
      scrollback,
      theme: theme(),
    });
    const fit = new FitAddon();
    const search = new SearchAddon();
    terminal.loadAddon(fit);
    terminal.loadAddon(search);
    terminal.open(element);
    terminal.textarea?.setAttribute("aria-label", "Console: heddle command");
    const fitNow = (): void => {
      if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
    };
    fitNow();
    // Pasted text comes as one piece, not as if every line had been typed.
    terminal.write("\x1b[?2004h");
    const detach = console.attach(
      {
        write: (text) => terminal.write(text),
        get columns() {
          return terminal.cols;
        },
      },
      () => terminal.write("\x1b[2J\x1b[3J\x1b[H"),
    );
    terminal.onData((data) => console.input(data));
    terminal.onResize(() => console.resized());
    terminal.attachCustomKeyEventHandler((event) => {
      const mod = event.ctrlKey || event.metaKey;
      if (event.key === "Tab" && event.shiftKey) return false;
      if (mod && event.key.toLowerCase() === "v") return false;
      if (mod && event.key.toLowerCase() === "c" && terminal.hasSelection()) return false;
      if (mod && !event.shiftKey && event.key.toLowerCase() === "f") {
        event.preventDefault();
        event.stopPropagation();
        setFinding(true);
        return false;
      }
      return !latest.current.isCommand(event);
    });
    terminal.registerLinkProvider({
      provideLinks: (row, give) => {
        const line = terminal.buffer.active.getLine(row - 1)?.translateToString(true) ?? "";
        const links = namedPlaces(line, latest.current.cells()).map(({ from, to, place }) => ({
          range: { start: { x: from + 1, y: row }, end: { x: to, y: row } },
          text: line.slice(from, to),
          activate: () => latest.current.onPlace(place),
        }));
        give(links.length > 0 ? links : undefined);
      },
    });
    const observer = new ResizeObserver(fitNow);
    observer.observe(element);
    const stopColours = onColoursChanged(() => {
      terminal.options.theme = theme();
    });
    made.current = terminal;
    setSearch(search);
    if (latest.current.takesFocus()) terminal.focus();
    return () => {
      stopColours();
      observer.disconnect();
      detach();
      terminal.dispose();
    };
  }, [console]);

  useEffect(() => {
    if (made.current !== null) made.current.options.screenReaderMode = spoken;
  }, [search, spoken]);

  return (
    <div className={styles.terminal}>
      {finding && search !== null && (
        <Find
          search={search}
          onClose={() => {
            setFinding(false);
            search.clearDecorations();
            made.current?.focus();
          }}
        />
      )}
      <div ref={frame} className={styles.screen} />
    </div>
  );
}

/** Finds text in the output. */
function Find(props: { readonly search: SearchAddon; readonly onClose: () => void }): ReactNode {
  const { search, onClose } = props;
  const [text, setText] = useState("");
  const [found, setFound] = useState(true);
  const find = (wanted: string, back: boolean, incremental: boolean): void => {
    const options = { incremental, decorations: findColours() };
    setFound(
      wanted === "" ||
        (back ? search.findPrevious(wanted, options) : search.findNext(wanted, options)),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") find(text, !event.shiftKey, false);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={styles.find}>
      <input
        autoFocus
        aria-label="Find in the console"
        placeholder="Find"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          find(event.target.value, true, true);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles.missing}>
        {found ? "" : "Not found"}
      </span>
      <button type="button" className={controls.quiet} onClick={() => find(text, true, false)}>
        Previous
      </button>
      <button type="button" className={controls.quiet} onClick={() => find(text, false, false)}>
        Next
      </button>
      <button type="button" className={controls.icon} aria-label="Close find" onClick={onClose}>
        <Icon name="close" />
      </button>
    </search>
  );
}

/** The terminal's colours, from those of the page. */
function theme() {
  const text = pageColour("--text");
  const muted = pageColour("--muted");
  const background = pageColour("--sunken");
  const [bad, good, open, accent] = ["--violated", "--holds", "--undecided", "--accent"].map(
    pageColour,
  );
  return {
    background,
    foreground: text,
    cursor: accent,
    cursorAccent: background,
    selectionBackground: `${accent}47`,
    black: muted,
    red: bad,
    green: good,
    yellow: open,
    blue: accent,
    magenta: accent,
    cyan: accent,
    white: text,
    brightBlack: muted,
    brightRed: bad,
    brightGreen: good,
    brightYellow: open,
    brightBlue: accent,
    brightMagenta: accent,
    brightCyan: accent,
    brightWhite: text,
  };
}

function findColours() {
  const mark = pageColour("--marked");
  const accent = pageColour("--accent");
  return {
    matchBackground: mark,
    matchOverviewRuler: accent,
    activeMatchBackground: pageColour("--cursor"),
    activeMatchBorder: accent,
    activeMatchColorOverviewRuler: accent,
  };
}
