/**
 * The workbench: its tabs, what stands around them, and the program behind it. What the user can do
 * to it is in files of its own, one for each kind of action.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Backup, HostProblem, Settings, StartInfo } from "../../host/contract.js";
import type { CellClipboard } from "../notebook/cell-clipboard.js";
import type { CommandClient } from "../console/client.js";
import type { CommandPage } from "../console/worker/protocol.js";
import type { ExportChoice } from "../findings/export-words.js";
import type { NotebookController } from "../notebook/controller.js";
import type { NotebookFile } from "../notebook/notebook-state.js";
import type { Host } from "./host.js";
import type { PickedFile } from "./mail-actions.js";
import { isRegionShown, isShown, type RegionName } from "./layout.js";
import type { Dialog, Notice, WorkbenchState } from "./state.js";
import type { Tab } from "./tab.js";
import { Toasts } from "./toasts.js";

/** How many recent notebooks are shown; the host remembers as many. */
const recentCount = 20;

/** What the workbench needs of the page it is on. */
export interface PageServices {
  /** Makes a notebook with a kernel of its own, which runs what `mayRun` allows. */
  readonly makeNotebook: (file: NotebookFile, mayRun: () => boolean) => NotebookController;
  /** Its address without what stands behind `#`, for links in browser mode. */
  readonly address: string;
  /** Lets the user pick a file with one of these endings; null when cancelled. */
  readonly pickFile: (endings: readonly string[]) => Promise<PickedFile | null>;
  /** Opens a page of the web in a tab of its own, which learns nothing of this one. */
  readonly openWindow: (url: string) => void;
  /** Puts a text into the clipboard; rejects where that is not allowed. */
  readonly copyText: (text: string) => Promise<void>;
  /** Lets commands about a notebook be performed. */
  readonly startCommands: (page: CommandPage) => CommandClient;
  /** Puts the keyboard into the next region. */
  readonly focusNextRegion: () => void;
  /** Blocks that were copied, for all notebooks of the window. */
  readonly clipboard: CellClipboard;
  /** Hands a text to the browser to be saved as a file. */
  readonly download: (name: string, text: string) => void;
  /** Puts the keyboard into the notebook. */
  readonly focusNotebook: () => void;
}

/** See the head of this file. */
export class Workbench {
  readonly store: StoreApi<WorkbenchState>;
  readonly toasts = new Toasts();
  /** How findings were exported last; null before the first time. */
  exportChoice: ExportChoice | null = null;
  private wantsConsole = false;

  /** @param backups unsaved texts that no window holds */
  constructor(
    readonly host: Host,
    readonly start: StartInfo,
    readonly page: PageServices,
    backups: readonly Backup[],
  ) {
    this.store = createStore<WorkbenchState>(() => ({
      tabs: [],
      active: null,
      dialog: null,
      notices: [],
      layout: start.session?.layout ?? {},
      narrow: false,
      overlay: null,
      settings: start.settings,
      recent: start.recent,
      backups,
      lost: false,
    }));
  }

  get state(): WorkbenchState {
    return this.store.getState();
  }

  /** The tab that is shown; null on the welcome page. */
  get activeTab(): Tab | null {
    const { tabs, active } = this.state;
    return tabs.find(({ id }) => id === active) ?? null;
  }

  /** A tab as it is now; null when it was closed meanwhile. */
  tab(id: string): Tab | null {
    return this.state.tabs.find((each) => each.id === id) ?? null;
  }

  /** Changes what is known of a tab; nothing when it was closed meanwhile. */
  changeTab(id: string, change: Partial<Omit<Tab, "id" | "controller">>): void {
    const tabs = this.state.tabs.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.store.setState({ tabs });
  }

  /** Puts a tab's file first among the recent ones; nothing for a notebook that is not on disk. */
  remember(id: string): void {
    const tab = this.tab(id);
    const { path = null, name = "" } = tab?.controller.store.getState() ?? {};
    const folder = tab?.folder ?? null;
    if (path === null || folder === null) return;
    const others = this.state.recent.filter((each) => each.path !== path);
    this.store.setState({ recent: [{ path, name, folder }, ...others].slice(0, recentCount) });
  }

  /** Shows a tab; the welcome page for null. */
  activate(active: string | null): void {
    this.store.setState({ active });
  }

  /** Opens a dialog in place of the one that is open; closes it for null. */
  show(dialog: Dialog | null): void {
    this.store.setState({ dialog });
  }

  /** Tells the user something. */
  notify(notice: Notice): void {
    const others = this.state.notices.filter(({ key }) => key !== notice.key);
    this.store.setState({ notices: [...others, notice] });
  }

  /** Tells the user of a failure, in the host's words where it has some. */
  report(key: string, tab: string | null, error: unknown, before = ""): void {
    const text = before + problemText(error);
    this.notify({ key, tab, text, failed: true, actions: [] });
  }

  /** Takes a notice away, if it is there. */
  dismiss(key: string): void {
    this.store.setState({ notices: this.state.notices.filter((each) => each.key !== key) });
  }

  /** Lets the next export begin as this one. */
  keepExportChoice(choice: ExportChoice): void {
    this.exportChoice = choice;
  }

  /** Changes a size or a folding. */
  arrange(name: string, value: number | boolean): void {
    this.store.setState({ layout: { ...this.state.layout, [name]: value } });
  }

  /** Shows what is folded and folds what is shown. */
  toggle(name: string): void {
    this.arrange(name, !isShown(this.state.layout, name));
  }

  /**
   * Shows a region that is folded away and folds one that is shown. In a narrow window one at a time
   * lies over the notebook.
   */
  toggleRegion(region: RegionName): void {
    const shown = isRegionShown(this.state, region);
    if (region === "bottom") {
      this.wantsConsole = !shown;
      this.toggle(region);
    } else if (this.state.narrow) this.store.setState({ overlay: shown ? null : region });
    else this.toggle(region);
  }

  /** Whether the user has just asked for the console, which then takes the keyboard; asked once. */
  takeConsoleWish(): boolean {
    const wanted = this.wantsConsole;
    this.wantsConsole = false;
    return wanted;
  }

  /** Changes settings now and for later sessions. */
  choose(change: Partial<Settings>): void {
    const settings = { ...this.state.settings, ...change };
    this.store.setState({ settings });
    this.host.saveSettings(settings).catch((error: unknown) => {
      this.report("settings", null, error, "The settings could not be kept: ");
    });
  }
}

/** What to tell the user of a call that was rejected. */
export function problemText(error: unknown): string {
  const { message = String(error), hint = "" } = (error ?? {}) as Partial<HostProblem>;
  return hint === "" ? message : `${message}. ${hint}`;
}
