import { onTestFinished } from "vitest";
import { type NodeOptions, connectNode } from "../../app/kernel/node/connect.js";
import type {
  CellCode,
  CellEvent,
  CellRun,
  RunEnd,
  RunRequest,
  SessionEvent,
} from "../../app/kernel/protocol.js";
import { Session, type SessionOptions } from "../../app/kernel/session.js";
import { linesOf } from "./run-text.js";

/** A session in Node and everything that it has told. */
export interface Opened {
  readonly session: Session;
  /** Of the last run. */
  readonly events: readonly CellEvent[];
  readonly lines: readonly string[];
  /** How each cell of the last run came out: `c0 done`, `c1 skipped`, `c2 blocked by c1`. */
  readonly outcomes: readonly string[];
  /** Reasons for which workers were lost, over all runs. */
  readonly lost: readonly string[];
  run(cells: readonly (CellCode | CellRun)[], request?: Partial<RunRequest>): Promise<RunEnd>;
}

/** Opens a session that is closed after the test. */
export function openSession(options: NodeOptions & SessionOptions = {}): Opened {
  let events: CellEvent[] = [];
  const lost: string[] = [];
  const tell = (event: SessionEvent): void => {
    if (event.type === "cell") events.push(event.event);
    else lost.push(event.reason);
  };
  const session = new Session("n.heddle.md", connectNode(options), tell, options);
  onTestFinished(() => session.close());
  return {
    session,
    get events() {
      return events;
    },
    get lines() {
      return linesOf(events);
    },
    get outcomes() {
      return events.flatMap((event) => outcomeText(event) ?? []);
    },
    lost,
    run: (cells, request = {}) => {
      events = [];
      return session.run({
        cells: cells.map((cell) => ("cell" in cell ? cell : { cell, mode: "explore" })),
        ...request,
      });
    },
  };
}

function outcomeText(event: CellEvent): string | null {
  if (event.type === "skipped") return `${event.cell} skipped`;
  if (event.type !== "finished") return null;
  const { outcome } = event;
  const by = outcome.type === "blocked" ? ` by ${outcome.by}` : "";
  return `${event.cell} ${outcome.type}${by}`;
}

/** Resolves when a condition holds; looks every few milliseconds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
