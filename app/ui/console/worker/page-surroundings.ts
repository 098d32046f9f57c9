/** Commands in a page: its streams, its notebook as the only file, its kernel or one of their own. */
import { CommandError, exitCode } from "../../../command-line/exit-code.js";
import type {
  Files,
  Kernel,
  KernelSettings,
  Screen,
  Surroundings,
} from "../../../command-line/surroundings.js";
import type { Connect } from "../../../kernel/connection.js";
import type { CellEvent, RunRequest, SessionEvent } from "../../../kernel/protocol.js";
import { Session } from "../../../kernel/session.js";
import { MailError } from "../../../mail/message.js";
import type { ModuleExports } from "../../../notebook/analysis/imports.js";
import type { CommandPage, CommandRequest } from "./protocol.js";

/** What a page passes to its commands, besides a request. */
export interface PageServices {
  readonly page: CommandPage;
  /** Starts a kernel whose searches are shared among so many workers. */
  readonly connect: (workers: number) => Connect;
  readonly engineVersion: string;
  readonly engineExports: ModuleExports;
  /** Calls back when the user wants the command to stop, until released. */
  readonly onInterrupt: (callback: () => void) => () => void;
  /** Takes the events of the page's runs from now on; null for nobody. */
  readonly listen: (listener: ((event: CellEvent) => void) | null) => void;
}

/** The streams of a command. */
export function pageScreens({ page }: PageServices, { columns }: CommandRequest) {
  const terminal = columns === null ? {} : { isTTY: true, columns };
  const screen = (stream: "stdout" | "stderr"): Screen => ({
    ...terminal,
    write: (text) => page.write(stream, text),
  });
  return { stdout: screen("stdout"), stderr: screen("stderr"), color: columns !== null };
}

/** See the head of this file. */
export function pageSurroundings(services: PageServices, request: CommandRequest): Surroundings {
  const { engineVersion, engineExports, onInterrupt } = services;
  const screens = pageScreens(services, request);
  return {
    ...screens,
    files: pageFiles(services, request, screens.stdout),
    engineVersion,
    engineExports,
    known: request.known,
    onlyKnown: request.onlyKnown,
    startKernel: (path, onEvent, settings = {}) => {
      if (!request.trusted) {
        throw new CommandError(
          exitCode.usage,
          "nothing was run: the notebook is not trusted\n  Say so above the notebook first.",
        );
      }
      return startKernel(services, request, { path, onEvent, ...settings });
    },
    onInterrupt,
    now: () => new Date(),
  };
}

function startKernel(
  { page, connect, listen }: PageServices,
  request: CommandRequest,
  {
    path,
    onEvent,
    shared = false,
    workers = request.workers,
  }: KernelSettings & {
    readonly path: string;
    readonly onEvent: (event: SessionEvent) => void;
  },
): Kernel {
  if (!shared) return new Session(path, connect(workers), onEvent);
  return {
    run: async ({ cells, overrides }: RunRequest) => {
      listen((event) => onEvent({ type: "cell", run: 0, event }));
      try {
        const names = cells.map(({ cell }) => cell.name);
        return await page.run(names, overrides?.explain === true);
      } finally {
        listen(null);
      }
    },
    ask: () => Promise.reject(new Error("questions are asked of a kernel of their own")),
    interrupt: () => page.interrupt(),
    close: () => undefined,
  };
}

function pageFiles({ page }: PageServices, request: CommandRequest, stdout: Screen): Files {
  const { name, text, recorded, input } = request;
  const bytes = new TextEncoder();
  const other = (file: string): CommandError =>
    new CommandError(
      exitCode.usage,
      `${file}: this console is about ${name}\n  Open the other notebook and use its console, or use a shell.`,
    );
  const pasted = (file: string): string => {
    if (file === "-" && input !== null) return input;
    throw new CommandError(
      exitCode.usage,
      `${file}: the console cannot read this file\n  Give - instead, and paste the text.`,
    );
  };
  return {
    find: (names) =>
      Promise.all(
        names.map((each) => {
          if (each === "." || each === name) return Promise.resolve(name);
          return Promise.reject(other(each));
        }),
      ),
    readNotebook: (file) =>
      file === name ? Promise.resolve(bytes.encode(text)) : Promise.reject(other(file)),
    saveNotebook: (_file, formatted) => Promise.resolve(page.replaceText(formatted)),
    createNotebook: (file, created) => Promise.resolve(page.open(file, created)),
    readResults: () =>
      Promise.resolve(recorded === null ? null : { kind: "results", results: recorded }),
    saveResults: (_file, results) => page.saveResults(results),
    readText: (file) => settled(() => pasted(file)),
    readMail: (file) =>
      settled(() => {
        try {
          return bytes.encode(pasted(file));
        } catch (error) {
          throw error instanceof CommandError ? new MailError(error.message) : error;
        }
      }),
    writeOutput: async (file, output) => {
      if (file === undefined || file === "-") stdout.write(output);
      else if (!(await page.saveExport(file, output))) {
        throw new CommandError(exitCode.interrupted, `${file}: not written`);
      }
    },
  };
}

/** What a function returns, or a rejection with what it throws. */
function settled<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}
