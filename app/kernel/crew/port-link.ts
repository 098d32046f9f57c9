import type { Link } from "../../../engine/check/crew/link.js";

/** What of a MessagePort is used. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  start(): void;
}

/** A connection over a port. */
export class PortLink implements Link {
  lost = false;
  private port: MessagePortLike | null = null;
  private readonly unsent: unknown[] = [];
  private readonly arrived: unknown[] = [];
  private wake: () => void = () => undefined;

  /** The port, when it is there; what was sent before waits for it. */
  attach(port: MessagePortLike): void {
    this.port = port;
    port.onmessage = ({ data }) => {
      this.arrived.push(data);
      this.wake();
    };
    port.start();
    for (const message of this.unsent.splice(0)) port.postMessage(message);
  }

  /** Says that the other side has ended. */
  lose(): void {
    this.lost = true;
    this.wake();
  }

  send(message: unknown): void {
    if (this.port === null) this.unsent.push(message);
    else this.port.postMessage(message);
  }

  take(): unknown {
    return this.arrived.shift();
  }

  arrival(): Promise<void> {
    return new Promise((resolve) => {
      if (this.arrived.length > 0 || this.lost) resolve();
      else this.wake = resolve;
    });
  }
}

/** A connection over a port that is there. */
export function portLink(port: MessagePortLike): PortLink {
  const link = new PortLink();
  link.attach(port);
  return link;
}
