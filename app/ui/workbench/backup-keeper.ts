/**
 * Keeps unsaved text safe with the host, untitled notebooks included, and saves it to its file where
 * the user wants that to happen by itself.
 */
import type { Backup, UnsavedText } from "../../host/contract.js";
import { saveInPlace } from "./save-actions.js";
import { isDirty, isEdited, pathOf, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** Milliseconds after the last change at which the text is safe. */
const pause = 1000;

/** Milliseconds after which a backup that could not be written is tried again. */
const again = 10_000;

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

  /** What is not safe yet, for a page that cannot wait until it is. */
  unsafe(): Backup[] {
    const savedAt = Date.now();
    return [...this.watched.values()].flatMap((each) => {
      const text = each.unsafe();
      return text === null ? [] : { ...text, savedAt };
    });
  }

  private follow(tabs: readonly Tab[]): void {
    for (const [id, each] of this.watched) {
      if (tabs.some((tab) => tab.id === id)) continue;
      each.stop();
      this.watched.delete(id);
    }
    for (const tab of tabs) {
      const watched = this.watched.get(tab.id);
      if (watched === undefined) this.watched.set(tab.id, new Watched(this.workbench, tab));
      else watched.follow(tab);
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
    private tab: Tab,
  ) {
    const { store, text } = tab.controller;
    this.safe = this.isInFile() ? text : null;
    if (!this.isInFile()) void this.keep();
    const unsubscribe = store.subscribe((state, before) => {
      if (state.history !== before.history || state.savedText !== before.savedText) {
        this.keepAfter(pause);
      }
    });
    this.stop = () => {
      unsubscribe();
      clearTimeout(this.timer);
    };
  }

  /** Takes the news of the tab: a file that is gone, or there again. */
  follow(tab: Tab): void {
    const wasGone = this.tab.onDisk?.text === null;
    const isGone = tab.onDisk?.text === null;
    this.tab = tab;
    if (wasGone === isGone) return;
    // What was in the file only is nowhere any more.
    if (isGone) this.safe = null;
    this.keepAfter(pause);
  }

  async keep(): Promise<void> {
    clearTimeout(this.timer);
    const { workbench } = this;
    // Where that fails, the backup has the text.
    if (workbench.state.settings.autosave && maySave(workbench, this.tab)) {
      await saveInPlace(workbench, this.tab);
    }
    const { id, controller } = this.tab;
    const { text } = controller;
    const { name } = controller.store.getState();
    const key = `backup ${id}`;
    try {
      if (this.isInFile()) {
        // One that stays is offered at the next start, which costs a click.
        await workbench.host.dropBackup(id).catch(() => undefined);
      } else {
        const unsafe = this.unsafe();
        if (unsafe !== null) await workbench.host.backup(unsafe);
      }
      this.safe = text;
      workbench.dismiss(key);
    } catch (error) {
      if (workbench.tab(id) === null) return;
      workbench.report(key, null, error, `The unsaved text of ${name} is only in this window: `);
      this.keepAfter(again);
    }
  }

  /** The backup to be written; null where the text is in its file or in a backup. */
  unsafe(): UnsavedText | null {
    const { id, controller, revision: over, trusted } = this.tab;
    const { path, name } = controller.store.getState();
    const { text } = controller;
    if (this.isInFile() || text === this.safe) return null;
    return { id, path, name, text, over, trusted };
  }

  private isInFile(): boolean {
    return pathOf(this.tab) !== null && !isDirty(this.tab);
  }

  private keepAfter(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), ms);
  }
}

/** Whether a text may be written to its file unasked: nobody else has changed that, or forbids it. */
function maySave({ state }: Workbench, tab: Tab): boolean {
  const { onDisk, writable } = tab;
  return pathOf(tab) !== null && isEdited(tab) && onDisk === null && writable && !state.lost;
}
