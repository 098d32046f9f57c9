/** The page's side of the worker that performs commands. */
import { createBirpc } from "birpc";
import type { CommandDescription } from "../../command-line/describe-commands.js";
import type { CellEvent } from "../../kernel/protocol.js";
import type { CommandPage, CommandRequest, CommandWorker } from "./worker/protocol.js";
import type { MessageEnd } from "./worker/serve-commands.js";

/** Performs commands; there may be several at a time, each for a notebook of its own. */
export interface CommandClient {
  execute(request: CommandRequest): Promise<number>;
  interrupt(): void;
  describe(): Promise<readonly CommandDescription[]>;
  happened(event: CellEvent): void;
  /** Ends it; commands under way are given up. */
  close(): void;
}

/** Connects a page's part with the worker at the other end. */
export function commandClient(end: MessageEnd, page: CommandPage): CommandClient {
  const remote = createBirpc<CommandWorker, CommandPage>(page, {
    post: (message) => end.postMessage(message),
    on: (receive) => end.addEventListener("message", ({ data }) => receive(data)),
    bind: "functions",
    timeout: -1,
  });
  return {
    execute: (request) => remote.execute(request),
    interrupt: () => void remote.interrupt.asEvent(),
    describe: () => remote.describe(),
    happened: (event) => void remote.happened.asEvent(event),
    close: () => remote.$close(),
  };
}
