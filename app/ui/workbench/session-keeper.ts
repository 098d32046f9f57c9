import type { SavedSession } from "../../host/contract.js";
import { sessionOf } from "./session-actions.js";
import type { Workbench } from "./workbench.js";

/** Milliseconds after the last change at which the session is kept. */
const pause = 300;

/** Keeps what is open with the host, so that a later start shows it again. */
export class SessionKeeper {
  private readonly workbench: Workbench;
  /** Told of every session, for a reload of this very page. */
  private readonly remember: (session: SavedSession) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private kept = "";

  constructor(workbench: Workbench, remember: (session: SavedSession) => void) {
    this.workbench = workbench;
    this.remember = remember;
    workbench.store.subscribe((state, before) => {
      const { tabs, active, layout } = before;
      if (state.tabs !== tabs || state.active !== active || state.layout !== layout) this.soon();
    });
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  /** Keeps the session; resolves when that is done. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const session = sessionOf(this.workbench);
    const text = JSON.stringify(session);
    if (text === this.kept) return;
    this.kept = text;
    this.remember(session);
    // A session that cannot be kept costs a few clicks; texts are kept by their backups.
    await this.workbench.host.saveSession(session).catch(() => undefined);
  }
}
