/** Everything that the workbench around the notebooks is drawn from. */
import type { Backup, RecentNotebook, Settings } from "../../host/contract.js";
import type { Message } from "../../mail/message.js";
import type { ExportChoice } from "../findings/export-words.js";
import type { Layout, SideRegion } from "./layout.js";
import type { Tab } from "./tab.js";

/** What stands above everything else; at most one at a time. */
export type Dialog =
  | { readonly kind: "palette" }
  | { readonly kind: "settings" }
  /** All commands with their keys. */
  | { readonly kind: "shortcuts" }
  /** Chooses what a new notebook begins with. */
  | { readonly kind: "template" }
  /** Chooses among the messages of a mail file. */
  | { readonly kind: "mail"; readonly name: string; readonly messages: readonly Message[] }
  /** Chooses a file where the system has no dialog for it. */
  | { readonly kind: "open" }
  | { readonly kind: "save"; readonly tab: string }
  /** Chooses how findings leave: of a cell, or of the whole notebook for null. */
  | { readonly kind: "export"; readonly tab: string; readonly choice: ExportChoice }
  /** Takes a table from a mail; `text` is what it begins with. */
  | { readonly kind: "table"; readonly tab: string; readonly text: string }
  /** Asks what becomes of a tab's unsaved text. */
  | { readonly kind: "close"; readonly tab: string }
  /** Compares a tab's text with what another program made of its file. */
  | { readonly kind: "change"; readonly tab: string };

/** Something that the user should know and that stays until it is dealt with. */
export interface Notice {
  /** A notice takes the place of an earlier one of the same key. */
  readonly key: string;
  /** The tab it is about; null for the whole workbench. */
  readonly tab: string | null;
  readonly text: string;
  /** Whether something has failed. */
  readonly failed: boolean;
  /** Ways out; each also takes the notice away. */
  readonly actions: readonly NoticeAction[];
}

/** A way out of what a notice says. */
export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

/** See the head of this file. */
export interface WorkbenchState {
  readonly tabs: readonly Tab[];
  /** Id of the tab that is shown; null for the welcome page. */
  readonly active: string | null;
  readonly dialog: Dialog | null;
  readonly notices: readonly Notice[];
  readonly layout: Layout;
  /** Whether the window is too narrow for regions beside the notebook. */
  readonly narrow: boolean;
  /** The region that lies over the notebook of a narrow window; null for none. */
  readonly overlay: SideRegion | null;
  readonly settings: Settings;
  readonly recent: readonly RecentNotebook[];
  /** Unsaved texts of earlier sessions that nobody has opened yet. */
  readonly backups: readonly Backup[];
  /** True when the connection to the host has ended: nothing can be saved any more. */
  readonly lost: boolean;
}
