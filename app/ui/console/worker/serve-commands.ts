/** The worker's side of the console: the commands of the command line, for the notebooks of a page. */
import { createBirpc } from "birpc";
import {
  type CommandDescription,
  describeCommands,
} from "../../../command-line/describe-commands.js";
import { exitCode } from "../../../command-line/exit-code.js";
import { execute, heddleProgram, notebookCommands } from "../../../command-line/program.js";
import type { Connect } from "../../../kernel/connection.js";
import type { CellEvent } from "../../../kernel/protocol.js";
import type { ModuleExports } from "../../../notebook/analysis/imports.js";
import { notebookWords } from "./notebook-words.js";
import { pageScreens, type PageServices, pageSurroundings } from "./page-surroundings.js";
import type { CommandPage, CommandRequest, CommandWorker } from "./protocol.js";

/** One end of a channel of messages; a `MessagePort` is one once it has been started. */
export interface MessageEnd {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** What the commands need of their worker. */
export interface WorkerServices {
  /** Starts a kernel whose searches are shared among so many workers. */
  readonly connect: (workers: number) => Connect;
  /** Reads what the build notes about the engine. */
  readonly engine: () => Promise<{
    readonly engineVersion: string;
    readonly exports: ModuleExports;
  }>;
}

/** Performs commands for whoever is at the other end. */
export function serveCommands(end: MessageEnd, { connect, engine }: WorkerServices): void {
  const interrupts = new Set<() => void>();
  /** Whether the command under way has been told to stop, maybe before it began to listen. */
  let interrupted = false;
  let listener: ((event: CellEvent) => void) | null = null;

  const perform = async (request: CommandRequest): Promise<number> => {
    interrupted = false;
    const { engineVersion, exports } = await engine();
    const services: PageServices = {
      page,
      connect,
      engineVersion,
      engineExports: exports,
      onInterrupt: (callback) => {
        interrupts.add(callback);
        // When what it stops has begun.
        if (interrupted) queueMicrotask(callback);
        return () => void interrupts.delete(callback);
      },
      listen: (next) => {
        listener = next;
      },
    };
    const words = notebookWords(request.words, request.name, described());
    const place = {
      ...pageScreens(services, request),
      load: () => Promise.resolve(pageSurroundings(services, request)),
    };
    try {
      return await execute(words, notebookCommands, place);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      page.write("stderr", `the command broke down: ${message}\n`);
      return exitCode.usage;
    }
  };

  const functions: CommandWorker = {
    execute: perform,
    interrupt: () => {
      interrupted = true;
      for (const interrupt of interrupts) interrupt();
    },
    describe: described,
    happened: (event) => listener?.(event),
  };
  const remote = createBirpc<CommandPage, CommandWorker>(functions, {
    post: (message) => end.postMessage(message),
    on: (receive) => end.addEventListener("message", ({ data }) => receive(data)),
    timeout: -1,
  });
  const page: CommandPage = {
    write: (stream, text) => void remote.write.asEvent(stream, text),
    run: (cells, explain) => remote.run(cells, explain),
    interrupt: () => remote.interrupt(),
    replaceText: (text) => void remote.replaceText.asEvent(text),
    saveResults: (text) => remote.saveResults(text),
    open: (name, text) => void remote.open.asEvent(name, text),
    saveExport: (name, text) => remote.saveExport(name, text),
  };
}

/** All commands as data. */
function described(): CommandDescription[] {
  const silent = { write: () => undefined };
  const program = heddleProgram(notebookCommands, {
    stdout: silent,
    stderr: silent,
    color: false,
    load: () => Promise.reject(new Error("these commands are only described")),
    finish: () => undefined,
  });
  return describeCommands(program.commands);
}
