/** The contract's calls for one window or one tab, over what all of them share. */
import { homedir } from "node:os";
import { basename, dirname } from "node:path";
import type { HostApi, HostEvents, Menu, RecentNotebook, StartInfo, Target } from "./contract.js";
import { isInside } from "./folder-guard.js";
import { listGallery, readFromGallery } from "./gallery.js";
import { listFolder } from "./list-folder.js";
import { isWritable, notebookEnding, readNotebook, saveNotebook } from "./notebook-files.js";
import { HostError } from "./problem.js";
import { revisionOf } from "./revision.js";
import { sidecarOf } from "../notebook/results/sidecar-name.js";
import { writeResults } from "./results-files.js";
import type { SharedState } from "./shared-state.js";
import { readIfThere, writeWhole } from "./write-whole.js";

/** What only the desktop or only the browser mode can do. */
export interface Shell extends Pick<StartInfo, "version" | "mode" | "platform" | "cores"> {
  chooseOpen(): Promise<string | null>;
  chooseSave(suggestedName: string, kind: "notebook" | "export"): Promise<string | null>;
  openExternal(url: string): Promise<void>;
  newWindow(): Promise<void>;
  setMenu(menus: readonly Menu[]): void;
  now(): number;
  /** What to show first; asked once for each page. */
  target(): Target | null;
}

/** A host and how to end it when its window or tab is gone. */
export interface ClientHost {
  readonly api: HostApi;
  end(): void;
}

/** Makes the host of one window or tab. Paths are resolved and guarded in every call. */
export function createHost(shared: SharedState, shell: Shell, events: HostEvents): ClientHost {
  const { files, backups, places } = shared;
  const real = (path: string): Promise<string> => places.guard.resolve(path);
  const asNotebook = async (path: string): Promise<string> => {
    const name = basename(path);
    if (!name.endsWith(notebookEnding) || name === notebookEnding) {
      const message = `${name} is not a notebook's name`;
      throw new HostError("bad-name", message, `Notebooks are called NAME${notebookEnding}.`);
    }
    return real(path);
  };
  const onNotebook = async <T>(given: string, action: (path: string) => Promise<T>): Promise<T> => {
    const path = await asNotebook(given);
    return shared.turns.take(path, () => action(path));
  };

  const api: HostApi = {
    start: async () => ({
      version: shell.version,
      mode: shell.mode,
      platform: shell.platform,
      cores: shell.cores,
      settings: await shared.settings.read(),
      recent: await recentNotebooks(shared),
      gallery: await listGallery(places.gallery),
      session: await shared.session.read(),
      backups: await backups.list(),
      target: shell.target(),
    }),

    open: (given) => {
      return onNotebook(given, async (path) => {
        const text = await readNotebook(path);
        const revision = revisionOf(text);
        const openElsewhere = files.isOpenElsewhere(path, events);
        files.add(path, events, revision);
        await shared.remember(path);
        return {
          path,
          name: basename(path),
          folder: dirname(path),
          text,
          revision,
          results: await readIfThere(sidecarOf(path), `cannot read ${basename(sidecarOf(path))}`),
          writable: await isWritable(path),
          trusted: await shared.isTrusted(path),
          openElsewhere,
        };
      });
    },
    openGallery: (name) => readFromGallery(places.gallery, name),
    close: async (path) => files.remove(await real(path), events),

    save: (request) => {
      return onNotebook(request.path, async (path) => {
        const outcome = await saveNotebook({ ...request, path });
        if (outcome.kind === "saved") {
          files.saved(path, events, request.text, outcome.revision);
          files.add(path, events, outcome.revision);
          await shared.remember(path);
        }
        return outcome;
      });
    },
    saveResults: (given, text) => onNotebook(given, (path) => writeResults(path, text)),
    trust: async (path) => shared.trust(await asNotebook(path)),

    chooseOpen: () => shell.chooseOpen(),
    chooseSave: (name) => shell.chooseSave(name, "notebook"),
    list: async (folder) => {
      const top = places.guard.root;
      return listFolder(await real(folder ?? top ?? homedir()), top);
    },
    saveExport: async (name, text) => {
      const path = await shell.chooseSave(name, "export");
      if (path === null) return null;
      await writeWhole(await real(path), text, `cannot save ${basename(path)}`);
      return path;
    },

    backup: (backup) => backups.write({ ...backup, savedAt: shell.now() }),
    dropBackup: (id) => backups.drop(id),
    saveSession: (session) => shared.session.write(session),
    saveSettings: (settings) => shared.settings.write(settings),
    forgetRecent: (path) => shared.forget(path),
    openExternal: (url) => shell.openExternal(url),
    newWindow: () => shell.newWindow(),
    setMenu: (menus) => Promise.resolve(shell.setMenu(menus)),
  };
  return { api, end: () => files.removeClient(events) };
}

async function recentNotebooks(shared: SharedState): Promise<RecentNotebook[]> {
  const { root } = shared.places.guard;
  const paths = await shared.recent();
  return paths
    .filter((path) => path.endsWith(notebookEnding) && (root === null || isInside(root, path)))
    .map((path) => ({ path, name: basename(path), folder: dirname(path) }));
}
