/**
 * What the workbench asks of the program around it, and what that program tells the workbench. The
 * desktop's main process and the browser mode's server implement the same contract; the renderer
 * knows nothing else of either. All of it is plain data, checked at the edge (`schemas.ts`).
 *
 * Paths are opaque to the renderer: it gets them from the host and hands them back.
 */

/** A change in the text of a file, seen as a content hash; equal texts have equal revisions. */
export type Revision = string;

/** Why a call failed, in words for the user; calls reject with an Error that carries this. */
export interface HostProblem {
  /** Stable name for code: `not-found`, `outside`, `not-text`, `read-only`, `disk-full`, ... */
  readonly code: string;
  /** What went wrong and with which file, one sentence without a full stop. */
  readonly message: string;
  /** What to do next, one sentence; empty when the message says it. */
  readonly hint: string;
}

/** A notebook file as it was read. */
export interface OpenedNotebook {
  readonly path: string;
  /** The file's name, for tabs and titles. */
  readonly name: string;
  /** Path of its folder. */
  readonly folder: string;
  readonly text: string;
  readonly revision: Revision;
  /** Text of the results sidecar; null when there is none. */
  readonly results: string | null;
  /** False when the file or its folder cannot be written. */
  readonly writable: boolean;
  /** Whether the user has agreed to run this file's code. */
  readonly trusted: boolean;
  /** Whether another window or tab has it open. */
  readonly openElsewhere: boolean;
}

/** How a save ended when nothing failed. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly revision: Revision; readonly folder: string }
  /** Somebody else changed the file; nothing was written. */
  | { readonly kind: "changed"; readonly text: string; readonly revision: Revision }
  /** Somebody else deleted the file; nothing was written. */
  | { readonly kind: "deleted" };

/** What is to be written, and over what. */
export interface SaveRequest {
  readonly path: string;
  readonly text: string;
  /** The revision that the text was made from; null to write whatever is there. */
  readonly over: Revision | null;
}

/** Unsaved text that survived its window. */
export interface Backup {
  /** Chosen by the renderer; one per open notebook. */
  readonly id: string;
  /** Null for a notebook that was never saved. */
  readonly path: string | null;
  readonly name: string;
  readonly text: string;
  /** Revision of the file that the text was made from; null for an untitled one. */
  readonly over: Revision | null;
  /** Whether its code may be run; a stranger's text stays one when it comes back. */
  readonly trusted: boolean;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** What a backup is made of; the host says when. */
export type UnsavedText = Omit<Backup, "savedAt">;

/** One line of a folder listing. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: "folder" | "notebook";
}

/** What a folder holds, folders first, each by name. */
export interface FolderListing {
  readonly path: string;
  /** Null at the top of what may be seen. */
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
}

/** A notebook that was open not long ago. */
export interface RecentNotebook {
  readonly path: string;
  readonly name: string;
  /** The folder as shown to the user. */
  readonly folder: string;
}

/** A notebook that comes with Heddle. */
export interface GalleryEntry {
  /** File name, the key for `openGallery`. */
  readonly name: string;
  /** First heading. */
  readonly title: string;
  /** What came out, in a sentence or two of plain text; the title is the question. */
  readonly answer: string;
  /** Section of the index it stands in. */
  readonly section: string;
  /** Recorded verdicts; null when none are recorded. */
  readonly verdicts: { readonly asExpected: number; readonly total: number } | null;
  /** The interleaving that tells most, as the lane of each step; null when none is recorded. */
  readonly lanes: readonly number[] | null;
}

/** Choices of the user that outlive a session. */
export interface Settings {
  readonly theme: "system" | "light" | "dark" | "contrast";
  readonly density: "compact" | "comfortable";
  /** Whether single letters are commands outside of editors (A, B, D D ...). */
  readonly letterKeys: boolean;
  /** Whether text that has a file is written to it a second after typing stops. */
  readonly autosave: boolean;
  /** Whether edits re-run explorations; cheap cells always re-run. */
  readonly runOnEdit: boolean;
  /** Cores a search may use; 0 for all, up to 8. */
  readonly workers: number;
  /** Key bindings that differ from the defaults: command to key, null to unbind. */
  readonly keys: Readonly<Record<string, string | null>>;
}

/** What was open when the last session ended; restored without running anything. */
export interface SavedSession {
  /** Each with the id under which its unsaved text is kept, if it has any. */
  readonly tabs: readonly { readonly path: string | null; readonly backup: string | null }[];
  /** Index of the tab that is shown; the number of tabs for the welcome page. */
  readonly active: number;
  /** Sizes and foldings of regions, by name; opaque to the host. */
  readonly layout: Readonly<Record<string, number | boolean>>;
}

/** Something to show at once: a file, a cell in it, an interleaving, a step. */
export interface Target {
  readonly path: string;
  readonly cell: string | null;
  readonly replay: string | null;
  readonly step: number | null;
}

/** One entry of a menu of the desktop's menu bar. */
export type MenuItem =
  | {
      readonly kind: "command";
      /** The id that comes back in `HostEvents.command`. */
      readonly command: string;
      readonly label: string;
      /** In Electron's notation (`CmdOrCtrl+Shift+P`); null for none. Only shown, not bound. */
      readonly accelerator: string | null;
      readonly enabled: boolean;
    }
  | { readonly kind: "separator" };

/** One menu of the menu bar, made from the renderer's table of commands. */
export interface Menu {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** Everything a renderer needs to draw its first page. */
export interface StartInfo {
  readonly version: string;
  readonly mode: "desktop" | "browser";
  readonly platform: "mac" | "windows" | "linux";
  /** Cores of this machine. */
  readonly cores: number;
  readonly settings: Settings;
  readonly recent: readonly RecentNotebook[];
  readonly gallery: readonly GalleryEntry[];
  readonly session: SavedSession | null;
  readonly backups: readonly Backup[];
  /** What the program was started or asked to show; null for nothing in particular. */
  readonly target: Target | null;
}

/** Calls of the renderer. Every one may reject with a `HostProblem`. */
export interface HostApi {
  start(): Promise<StartInfo>;

  /** Reads a notebook and watches it until `close`. Never runs anything. */
  open(path: string): Promise<OpenedNotebook>;
  /** The text of a bundled notebook and of its results, to be opened as an untitled copy. */
  openGallery(name: string): Promise<{ readonly text: string; readonly results: string | null }>;
  close(path: string): Promise<void>;
  /** Writes the whole file or nothing. */
  save(request: SaveRequest): Promise<SaveOutcome>;
  /**
   * Writes the sidecar beside a notebook. A damaged or newer one is kept aside, never lost: the
   * answer is the name under which it was kept, or null.
   */
  saveResults(path: string, text: string): Promise<string | null>;
  /** Marks a notebook as one whose code may be run. */
  trust(path: string): Promise<void>;

  /** Asks the user for a notebook in a dialog of the system; null when cancelled. */
  chooseOpen(): Promise<string | null>;
  /** Asks the user where to save; null when cancelled. */
  chooseSave(suggestedName: string): Promise<string | null>;
  /** Lists a folder; null for the top one in browser mode, the user's own on the desktop. */
  list(folder: string | null): Promise<FolderListing>;
  /** Writes an export where the user says; null when cancelled, else the path. */
  saveExport(suggestedName: string, text: string): Promise<string | null>;

  backup(backup: UnsavedText): Promise<void>;
  dropBackup(id: string): Promise<void>;
  saveSession(session: SavedSession): Promise<void>;
  saveSettings(settings: Settings): Promise<void>;
  forgetRecent(path: string): Promise<void>;

  /** Opens a web page in the user's browser; https only. */
  openExternal(url: string): Promise<void>;
  /** Opens another window of the workbench; a browser does that by itself. */
  newWindow(): Promise<void>;
  /** Shows these menus in the menu bar; does nothing in browser mode. */
  setMenu(menus: readonly Menu[]): Promise<void>;
}

/** What the host tells the renderer. */
export interface HostEvents {
  /** An open file changed on disk by another hand; `text` is null when it was deleted. */
  changedOnDisk(change: {
    readonly path: string;
    readonly text: string | null;
    readonly revision: Revision | null;
  }): void;
  /** Another window or tab opened the same notebook, or closed it. */
  openElsewhere(change: { readonly path: string; readonly open: boolean }): void;
  /** The system asks to show something: a file association, a deep link, a second start. */
  show(target: Target): void;
  /** A native menu item of this command was chosen. */
  command(id: string): void;
  /** The window is about to close: write backups and the session, then resolve. */
  prepareToClose(): Promise<void>;
}
