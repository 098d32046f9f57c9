/** Which notebooks are open in which window or tab, and what happens to them on disk meanwhile. */
import { type FSWatcher, watch } from "chokidar";
import type { HostEvents, Revision } from "./contract.js";
import { revisionOf } from "./revision.js";
import { readIfThere } from "./write-whole.js";

/** Milliseconds after which a file that is gone is looked for again: no watch waits for folders. */
const again = 1000;

/** One window or tab, as the place that events go to. */
export type Client = Pick<HostEvents, "changedOnDisk" | "openElsewhere">;

interface OpenFile {
  readonly clients: Set<Client>;
  /** The revision that all clients know of: read, saved or told. */
  known: Revision | null;
  /** Looks at the disk come one after another. */
  looking: Promise<void>;
}

/** Shared by all clients of one program. */
export class OpenFiles {
  private readonly files = new Map<string, OpenFile>();
  private readonly watcher: FSWatcher;
  /** Clients that have ended; what they asked for may still be under way. */
  private readonly gone = new WeakSet<Client>();
  private ended = false;
  /** Resolves when the first watches are in place. */
  readonly ready: Promise<void>;

  constructor() {
    this.watcher = watch([], {
      ignoreInitial: true,
      // Editors write in several steps or replace the file: what counts is what is there then.
      awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 },
      atomic: 100,
    });
    const look = (path: string): void => this.look(path);
    this.watcher.on("add", look).on("change", look).on("unlink", look);
    // A watch that breaks costs a hint, not data: saving compares revisions itself.
    this.watcher.on("error", () => undefined);
    this.ready = new Promise((done) => this.watcher.once("ready", () => done()));
  }

  /** Whether another client has it open. */
  isOpenElsewhere(path: string, client: Client): boolean {
    const clients = this.files.get(path)?.clients;
    return clients !== undefined && [...clients].some((each) => each !== client);
  }

  /**
   * From now on the client is told of changes that are not its own. Nothing for one that is gone: an
   * ended watcher would begin again and keep the program alive.
   */
  add(path: string, client: Client, revision: Revision): void {
    if (this.ended || this.gone.has(client)) return;
    let file = this.files.get(path);
    if (file === undefined) {
      file = { clients: new Set(), known: revision, looking: Promise.resolve() };
      this.files.set(path, file);
      this.watcher.add(path);
    }
    if (file.clients.has(client)) return;
    for (const other of file.clients) other.openElsewhere({ path, open: true });
    file.clients.add(client);
  }

  remove(path: string, client: Client): void {
    const file = this.files.get(path);
    if (file === undefined || !file.clients.delete(client)) return;
    if (file.clients.size === 0) {
      this.files.delete(path);
      this.watcher.unwatch(path);
    } else if (file.clients.size === 1) {
      for (const other of file.clients) other.openElsewhere({ path, open: false });
    }
  }

  /** A window or tab is gone. */
  removeClient(client: Client): void {
    this.gone.add(client);
    for (const path of [...this.files.keys()]) this.remove(path, client);
  }

  /** A client wrote the file; the others are told, the writer knows. */
  saved(path: string, client: Client, text: string, revision: Revision): void {
    const file = this.files.get(path);
    if (file === undefined) return;
    file.known = revision;
    for (const other of file.clients) {
      if (other !== client) other.changedOnDisk({ path, text, revision });
    }
  }

  async end(): Promise<void> {
    this.ended = true;
    this.files.clear();
    await this.watcher.close();
  }

  /** The watch of a file may have ended with its folder. */
  private watchAnew(path: string): void {
    this.watcher.unwatch(path);
    this.watcher.add(path);
  }

  private look(path: string): void {
    const file = this.files.get(path);
    if (file === undefined) return;
    file.looking = file.looking.then(async () => {
      const text = await readIfThere(path, "cannot read").catch(() => undefined);
      // Closed meanwhile.
      if (text === undefined || this.files.get(path) !== file) return;
      const revision = text === null ? null : revisionOf(text);
      if (text === null) setTimeout(() => this.look(path), again).unref();
      if (revision === file.known) return;
      if (file.known === null) this.watchAnew(path);
      file.known = revision;
      for (const client of file.clients) client.changedOnDisk({ path, text, revision });
    });
  }
}
