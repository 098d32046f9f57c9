/** The host contract as calls over a channel of text messages: a WebSocket, or the desktop's IPC. */
import { type BirpcReturn, createBirpc } from "birpc";
import { checked } from "./checked.js";
import type { HostApi, HostEvents } from "./contract.js";
import { type Shell, createHost } from "./create-host.js";
import { toProblem } from "./problem.js";
import type { SharedState } from "./shared-state.js";

/** One end of a connection to a renderer. */
export interface Channel {
  post(text: string): void;
  receive(listener: (text: string) => void): void;
}

/** A renderer that is being served. */
export interface Served {
  readonly remote: BirpcReturn<HostEvents, HostApi>;
  /** The renderer is gone: everything that it opened is closed. */
  end(): void;
}

/** Serves one window or tab. Messages that are no calls are dropped. */
export function serveChannel(channel: Channel, shared: SharedState, shell: Shell): Served {
  // An event to a renderer that has just gone is not an error.
  const drop = (): undefined => undefined;
  const events: HostEvents = {
    changedOnDisk: (change) => void remote.changedOnDisk.asEvent(change).catch(drop),
    openElsewhere: (change) => void remote.openElsewhere.asEvent(change).catch(drop),
    show: (target) => void remote.show.asEvent(target).catch(drop),
    command: (id) => void remote.command.asEvent(id).catch(drop),
    prepareToClose: () => remote.prepareToClose().catch(drop),
  };
  const host = createHost(shared, shell, events);
  const remote = createBirpc<HostEvents, HostApi>(checked(host.api), {
    post: (text: string) => channel.post(text),
    on: (listener) => {
      channel.receive((text) => {
        if (isMessage(text)) listener(text);
      });
    },
    serialize: (message) => JSON.stringify(message, problemsAsData),
    deserialize: (text: string) => JSON.parse(text) as unknown,
    bind: "functions",
    timeout: -1,
    // What went wrong is told to the caller; there is nobody else to tell.
    onGeneralError: () => true,
  });
  return {
    remote,
    end: () => {
      host.end();
      remote.$close();
    },
  };
}

function problemsAsData(_key: string, value: unknown): unknown {
  return value instanceof Error ? toProblem(value) : value;
}

/** Whether a text has the outer shape of a message; a stranger's bytes must not throw in here. */
function isMessage(text: string): boolean {
  try {
    const message = JSON.parse(text) as unknown;
    return typeof message === "object" && message !== null && "t" in message;
  } catch {
    return false;
  }
}
