/** What every block of a notebook's page needs of the page. */
import { createContext, useContext } from "react";
import type { Editor } from "./load-editor.js";
import type { CommandId } from "../commands/commands.js";
import type { KeySettings } from "../commands/keys.js";
import type { NotebookController } from "../notebook/controller.js";

/** See the head of this file. */
export interface PageContext {
  readonly controller: NotebookController;
  /** Null while Monaco is being loaded. */
  readonly editor: {
    readonly parts: Editor;
    readonly models: InstanceType<Editor["BlockModels"]>;
  } | null;
  readonly keys: KeySettings;
  /** A key press in a text, before the editor sees it; true when it was a command. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onCommand: (id: CommandId) => void;
  /** The user follows a link. */
  readonly onLink: (url: string) => void;
  /** Opens the menu of a block at a place of the window. */
  readonly onMenu: (place: MenuPlace) => void;
}

/** Where a menu opens, in pixels of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** Provides it. */
export const NotebookPageContext = createContext<PageContext | null>(null);

/**
 * The page that a block is on.
 *
 * @throws Error outside of one
 */
export function usePage(): PageContext {
  const page = useContext(NotebookPageContext);
  if (page === null) throw new Error("this component belongs on a notebook's page");
  return page;
}
