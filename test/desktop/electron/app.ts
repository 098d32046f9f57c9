import { EventEmitter } from "node:events";

/** `electron.app`: one program; a test emits `open-file`, `second-instance` ... on it. */
class App extends EventEmitter {
  readonly isPackaged = true;
  /** Paths given to `addRecentDocument`. */
  readonly recentDocuments: string[] = [];
  readonly protocols: string[] = [];
  hasQuit = false;

  requestSingleInstanceLock(): boolean {
    return true;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.protocols.push(scheme);
    return true;
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path);
  }

  quit(): void {
    this.hasQuit = true;
  }
}

export const app = new App();
