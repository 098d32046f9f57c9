/** Keeps unsaved text safe with the host, untitled notebooks included. */
import type { Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** Milliseconds after the last change at which the text is safe. */
const pause = 1000;

/** Watches all tabs of a workbench. */
export class BackupKeeper {
  private readonly watched = new Map<string, Watched>();
  private readonly workbench: Workbench;

  constructor(workbench: Workbench) {
    this.workbench = workbench;
    const follow = (): void => this.follow(workbench.state.tabs);
    workbench.store.subscribe((state, before) => {
      if (state.tabs !== before.tabs) follow();
    });
    follow();
  }

  /** Writes what is not safe yet; resolves when all of it is. */
  async flush(): Promise<void> {
    await Promise.all([...this.watched.values()].map((each) => each.keep()));
  }

  private follow(tabs: readonly Tab[]): void {
    for (const [id, each] of this.watched) {
      if (tabs.some((tab) => tab.id === id)) continue;
      each.stop();
      this.watched.delete(id);
    }
    for (const tab of tabs) {
      if (!this.watched.has(tab.id)) this.watched.set(tab.id, new Watched(this.workbench, tab));
    }
  }
}

/** One tab's text. */
class Watched {
  /** Ends watching; nothing is written any more. */
  readonly stop: () => void;
  /** The text that is safe, in its file or in a backup; null for none. */
  private safe: string | null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly workbench: Workbench,
    private readonly tab: Tab,
  ) {
    const { store, text } = tab.controller;
    const { path } = store.getState();
    // A notebook that is not on disk is nowhere else.
    this.safe = path === null ? null : text;
    if (path === null) void this.keep();
    const unsubscribe = store.subscribe((state, before) => {
      if (state.history === before.history && state.savedText === before.savedText) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.keep(), pause);
    });
    this.stop = () => {
      unsubscribe();
      clearTimeout(this.timer);
    };
  }

  async keep(): Promise<void> {
    clearTimeout(this.timer);
    const { host } = this.workbench;
    const { id, controller } = this.tab;
    const { path, name, savedText } = controller.store.getState();
    const { text } = controller;
    const { revision: over, trusted } = this.workbench.tab(id) ?? this.tab;
    try {
      if (path !== null && text === savedText) await host.dropBackup(id);
      else if (text !== this.safe) await host.backup({ id, path, name, text, over, trusted });
      this.safe = text;
      this.workbench.dismiss("backup");
    } catch (error) {
      this.workbench.report("backup", null, error, "No backup could be written: ");
    }
  }
}
