/**
 * The part of the kernel that lives in the notebook's own context, beside the cells and the engine,
 * in a Node worker as in a Web Worker. Everything a cell can touch was made by the context's own
 * built-ins and is frozen; the outside is a handful of functions (`Port`) that only code here ever
 * holds, and nothing that they return or throw reaches a cell.
 */
// First: what is loaded after it takes the clock and the random numbers that it watches.
import { whenImpure } from "./crew/impure.js";
import { CrewHelper } from "../../engine/check/crew/helper.js";
import { installGuards } from "../../engine/automaton/determinism.js";
import * as engine from "../../engine/index.js";
import * as linux from "../../engine/linux/index.js";
import { isSilent } from "../../engine/scenario/silence.js";
import type { ModuleName } from "../notebook/analysis/imports.js";
import type { Place, Problem } from "../notebook/place.js";
import { makeConsole } from "./cells/cell-console.js";
import { type CellFunction, Cells, Interrupted } from "./cells/cells.js";
import { checkName } from "./cells/crew-for.js";
import type { Evaluation, Untold } from "./cells/evaluation.js";
import { type Exports, heddleExports } from "./cells/modules.js";
import { Scripts, startOf } from "./cells/scripts.js";
import { classes } from "./confine/classes.js";
import { confine } from "./confine/confine.js";
import { indexOfImport } from "./confine/dynamic-import.js";
import { freezeDeep } from "./confine/freeze-builtins.js";
import { type MessagePortLike, portLink } from "./crew/port-link.js";
import { Recruiter } from "./crew/recruiter.js";
import { describeError } from "./describe-error.js";
import { decodeMessage } from "./message-text.js";
import type { CellCode, FromKernel } from "./protocol.js";
import { takesTurn } from "./queries/questions.js";
import { answer } from "./queries/answer.js";

/** What evaluating a script's text came to: `place` is a place in the script, where it is known. */
export type Evaluated =
  { readonly value: unknown } | { readonly syntaxError: string; readonly place: Place | null };

/** The outside, as functions that take and return plain data only. */
export interface Port {
  send(message: FromKernel): void;
  /** Milliseconds from a fixed origin. */
  now(): number;
  /** Calls back after timers and messages have had their turn. */
  later(resume: () => void): void;
  /** Evaluates an expression in this context, as a script of the given name. */
  evaluate(script: string, name: string): Evaluated;
}

/** A context's kernel. */
export interface Realm {
  /** Takes a message of the session, see `message-text.ts`. */
  receive(text: string): void;
  /** Connects to a helper of a crew. The port was made by this context, as all that comes from it. */
  connected(crew: number, helper: number, port: MessagePortLike): void;
  /** Makes this kernel a helper, before its first message. */
  follow(leader: MessagePortLike): void;
  /** Takes what nothing caught: a rejected promise, an error out of a callback. */
  uncaught(thrown: unknown): void;
}

/** Sets up the kernel of this context and confines the context, for good. */
export function createRealm(port: Port): Realm {
  let interrupted = false;
  let scripts = new Scripts("");
  let helping: CrewHelper | null = null;
  const recruiter = new Recruiter((message) => outside(() => port.send(message), undefined));

  // A call near the end of the stack may make the outside throw one of its own errors.
  const outside = <T>(call: () => T, otherwise: T): T => {
    try {
      return call();
    } catch {
      return otherwise;
    }
  };
  const later = (): Promise<void> =>
    new Promise((resolve) => {
      outside(() => port.later(() => resolve()), undefined);
    });

  const tell = ({ run, of }: Evaluation, event: Untold): void => {
    const { name } = of.cell;
    try {
      port.send({ type: "event", run, event: { cell: name, ...event } });
    } catch {
      cells.uncaught(
        new engine.HeddleError(
          "a result of this cell cannot be reported: it holds what is no data",
          {
            hint: "Names of scenarios, properties and locations are strings.",
          },
        ),
      );
    }
  };

  const evaluate = (script: string, name: string): Evaluated => {
    const at = indexOfImport(script);
    if (at >= 0) {
      const before = script.slice(0, at).split("\n");
      const place = { line: before.length, column: before.at(-1)!.length + 1 };
      return { syntaxError: "import(...) may not stand here, not even in a comment", place };
    }
    const failed = { syntaxError: "the code could not be compiled", place: null };
    return outside<Evaluated>(() => port.evaluate(script, name), failed);
  };
  const compile = (cell: CellCode, name: string): CellFunction | Problem => {
    const evaluated = evaluate(cell.script, name);
    if ("value" in evaluated) return evaluated.value as CellFunction;
    const { syntaxError, place } = evaluated;
    return { place: place ?? startOf(cell), message: `syntax error: ${syntaxError}`, hint: "" };
  };
  const load = (module: ModuleName): Exports => modules[module];

  const cells = new Cells({
    now: () => outside(() => port.now(), 0),
    pause: later,
    settle: async () => {
      // Browsers tell of unhandled rejections in a turn of their own.
      await later();
      await later();
    },
    interrupted: () => interrupted,
    tell,
    get scripts() {
      return scripts;
    },
    load,
    compile,
    get helping() {
      return helping;
    },
    recruiter,
  });
  whenImpure(() => cells.noticeImpure());
  const console = makeConsole((level, values) => {
    if (isSilent()) return;
    const evaluation = cells.latest;
    const text = evaluation?.console.admit(values) ?? null;
    if (evaluation !== null && text !== null) tell(evaluation, { type: "console", level, text });
  });
  const modules = {
    heddle: heddleExports((call) => cells.watch(call)),
    "heddle/linux": { ...linux },
  };
  installGuards();
  confine(console);
  freezeDeep(modules, Interrupted, ...classes);

  const expression = (code: string): ((values: unknown[]) => unknown) | string => {
    const evaluated = evaluate(`"use strict";${code}`, "watch");
    return "value" in evaluated
      ? (evaluated.value as (values: unknown[]) => unknown)
      : evaluated.syntaxError;
  };

  return {
    receive: (text) => {
      const message = decodeMessage(text);
      switch (message.type) {
        case "open":
          scripts = new Scripts(message.path);
          cells.reset();
          recruiter.helpers = message.helpers ?? 0;
          return;
        case "assist": {
          const { path, request } = message.assistance;
          scripts = new Scripts(path);
          void cells.run(0, request).then((end) => port.send({ type: "ended", run: 0, end }));
          return;
        }
        case "lost":
          recruiter.lost(message.crew, message.helper);
          return;
        case "interrupt":
          interrupted = true;
          return;
        case "run": {
          const { run, request } = message;
          interrupted = false;
          void cells.run(run, request).then((end) => port.send({ type: "ended", run, end }));
          return;
        }
        case "query": {
          const { id, query } = message;
          if (takesTurn(query)) interrupted = false;
          answer(query, cells, expression).then(
            (result) => port.send({ type: "answer", id, answer: result }),
            (thrown: unknown) => {
              const problem = describeError(thrown, scripts, null);
              port.send({ type: "refused", id, problem });
            },
          );
        }
      }
    },
    connected: (crew, helper, to) => recruiter.connected(crew, helper, to),
    follow: (leader) => {
      helping = new CrewHelper(() => checkName(cells.latest!), portLink(leader));
    },
    uncaught: (thrown) => cells.uncaught(thrown),
  };
}
