import type { Link } from "../../../engine/check/crew/link.js";

/** What of a MessagePort is used. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  start(): void;
}

/** A connection over a port. `lose` says that the other side has ended. */
export function portLink(port: MessagePortLike): Link & { lose(): void } {
  const queue: unknown[] = [];
  let wake: (() => void) | null = null;
  let lost = false;
  const arrived = (): void => {
    wake?.();
    wake = null;
  };
  port.onmessage = ({ data }) => {
    queue.push(data);
    arrived();
  };
  port.start();
  return {
    send: (message) => port.postMessage(message),
    take: () => queue.shift(),
    arrival: () =>
      new Promise((resolve) => {
        if (queue.length > 0 || lost) resolve();
        else wake = resolve;
      }),
    get lost() {
      return lost;
    },
    lose: () => {
      lost = true;
      arrived();
    },
  };
}
