/**
 * The part of the kernel that lives inside the notebook's own context, beside the cells and the
 * engine. It is bundled with the engine into one script, so that everything a cell can touch was
 * made by the context's own built-ins. The outside is a handful of functions (`Port`) that only
 * code here ever holds; nothing they return or throw reaches a cell.
 */
import { host, setHost } from "../../engine/check/host.js";
import * as engine from "../../engine/index.js";
import type { ImportedName, ModuleName } from "../notebook/analysis/imports.js";
import { closestName } from "../notebook/closest-name.js";
import type { Place, Problem } from "../notebook/place.js";
import { describeError, placeInStack } from "./describe-error.js";
import { formatValue } from "./format-value.js";
import type { KernelEvent, Start } from "./run-protocol.js";

/** The outside, as functions that take and return plain data only. */
export interface Port {
  send(event: KernelEvent): void;
  /** Milliseconds from a fixed origin. */
  now(): number;
  /** Calls back after timers and messages have had their turn. */
  later(resume: () => void): void;
  cancelled(): boolean;
}

type Exports = Readonly<Record<string, unknown>>;
type Modules = Partial<Record<ModuleName, Exports>>;
/** A compiled notebook's function; see `CompiledNotebook.script`. */
export type Main = (begin: (index: number) => Promise<void>, modules: Modules) => Promise<void>;

/** A context's kernel, ready to run one notebook. */
export interface Realm {
  /** What the script of `heddle/linux` gets when it requires the engine. */
  readonly require: () => Exports;
  /** Runs the cells; the outcome is told through the port. */
  run(main: Main, linux: Exports | null): void;
  /** Reports what nothing caught. */
  fail(thrown: unknown): void;
}

/** Thrown into a cell to end it when the user cancels. */
class Cancelled extends Error {}

/**
 * Sets up the kernel of this context.
 *
 * @param start a `Start` as JSON, because text cannot carry objects of another context
 */
export function createRealm(port: Port, start: string): Realm {
  const { path, cells, imports, overrides, replay } = JSON.parse(start) as Start;
  const NativePromise = Promise;
  let cell = 0;
  let ended = false;
  /** Places of the checks that are under way; null where the stack does not tell. */
  const running = new Set<{ readonly place: Place | null }>();

  // A call near the end of the stack may make the outside throw one of its own errors.
  const outside = <T>(call: () => T, otherwise: T): T => {
    try {
      return call();
    } catch {
      return otherwise;
    }
  };
  const send = (event: KernelEvent): void => {
    if (!ended) outside(() => port.send(event), undefined);
  };
  const end = (event: KernelEvent): void => {
    send(event);
    ended = true;
  };

  Error.stackTraceLimit = 60;
  setHost({
    ...host(),
    now: () => outside(() => port.now(), 0),
    pause: () =>
      new NativePromise((resolve) => {
        outside(() => port.later(() => resolve()), undefined);
      }),
    cancelled: () => outside(() => port.cancelled(), false),
    progress: (progress) => send({ type: "progress", progress }),
    finished: (result, sweep) => send({ type: "result", cell, result, sweep }),
    workloads: (result) => send({ type: "workloads", cell, result }),
    swept: (matrix) => send({ type: "matrix", cell, matrix }),
    overrides,
    // What is sent is printed as text, which does not name source lines.
    positions: false,
    replay,
    replayed: (result) => send({ type: "replayed", cell, result }),
  });
  defineConsole((text) => send({ type: "console", text }));

  /** `check`, watched so that a forgotten `await` is told and not lost. */
  const check: typeof engine.check = async (...args) => {
    const entry = { place: placeInStack(new Error().stack, path) };
    running.add(entry);
    try {
      return await engine.check(...args);
    } finally {
      running.delete(entry);
    }
  };
  const api: Exports = Object.freeze({ ...engine, check });

  const requireFinished = (): void => {
    for (const { place } of running) {
      throw new engine.HeddleError("a check was still running when its cell ended", {
        hint: "Write `await check(...)`.",
        position: place === null ? null : { source: path, ...place },
      });
    }
  };
  const begin = async (index: number): Promise<void> => {
    requireFinished();
    if (outside(() => port.cancelled(), false)) throw new Cancelled();
    cell = index;
    send({ type: "cell", index });
    return NativePromise.resolve();
  };
  const fail = (thrown: unknown): void => {
    if (thrown instanceof Cancelled) end({ type: "cancelled" });
    else {
      const problem = describeError(thrown, path, cells[cell]?.place ?? null);
      end({ type: "failed", problems: [problem] });
    }
  };

  return {
    require: () => api,
    run: (main, linux) => {
      const modules: Modules = { heddle: api };
      if (linux !== null) modules["heddle/linux"] = Object.freeze({ ...linux });
      const problems = missingExports(imports, modules);
      if (problems.length > 0) {
        end({ type: "failed", problems });
        return;
      }
      main(begin, modules)
        .then(requireFinished)
        .then(() => end({ type: "done" }), fail);
    },
    fail,
  };
}

/** A `console` whose methods hand one line of text to the outside. */
function defineConsole(write: (text: string) => void): void {
  const log = (...values: unknown[]): void => write(values.map(formatValue).join(" "));
  Object.defineProperty(globalThis, "console", {
    value: Object.freeze({ log, info: log, debug: log, warn: log, error: log }),
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function missingExports(imports: readonly ImportedName[], modules: Modules): Problem[] {
  return imports.flatMap(({ module, imported, place }) => {
    const exported = modules[module] ?? {};
    if (imported === null || Object.hasOwn(exported, imported)) return [];
    const near = closestName(imported, Object.keys(exported));
    return [
      {
        place,
        message: `"${module}" exports no ${imported}`,
        hint: near === null ? "" : `Did you mean ${near}?`,
      },
    ];
  });
}
