/** The one channel between the page and the program around it. */
import { createBirpc } from "birpc";
import type { HostApi, HostEvents } from "../../host/contract.js";
import type { Host } from "../workbench/host.js";

/** What the desktop's preload script puts into the page. */
interface Bridge {
  readonly post: (text: string) => void;
  readonly receive: (listener: (text: string) => void) => void;
}

/**
 * Connects to the desktop's main process where there is one, else to the server that the page came
 * from. Rejects when that server cannot be reached.
 *
 * @param onLost called when the connection ends: nothing can be saved any more
 */
export async function connectHost(events: HostEvents, onLost: () => void): Promise<Host> {
  const bridge = (window as { heddleHost?: Bridge }).heddleHost ?? (await overSocket(onLost));
  return createBirpc<HostApi, HostEvents>(events, {
    post: (text: string) => bridge.post(text),
    on: (listener) => bridge.receive(listener),
    serialize: (message) => JSON.stringify(message),
    deserialize: (text: string) => JSON.parse(text) as unknown,
    // A dialog may stay open as long as the user likes.
    timeout: -1,
  });
}

async function overSocket(onLost: () => void): Promise<Bridge> {
  const address = new URL("host", document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => {
      reject(new Error("the program behind this page does not answer; start heddle serve again"));
    });
  });
  socket.addEventListener("close", onLost);
  return {
    post: (text) => socket.send(text),
    receive: (listener) => {
      socket.addEventListener("message", ({ data }: MessageEvent<string>) => listener(data));
    },
  };
}
