/** What runs in the page of the browser tests: one session whose calls tests make from outside. */
import type {
  CellEvent,
  Query,
  RunEnd,
  RunRequest,
  SessionEvent,
} from "../../app/kernel/protocol.js";
import { Session } from "../../app/kernel/session.js";
import { type WebWorker, connectWeb } from "../../app/kernel/web/connect.js";

/** What a run told. */
export interface PageRun {
  readonly end: RunEnd;
  readonly events: readonly CellEvent[];
  readonly lost: readonly string[];
  readonly ms: number;
}

/** The functions that tests call. */
export interface Page {
  run(request: RunRequest): Promise<PageRun>;
  /** Interrupts after an event of a type; resolves to how long the session took to be free. */
  interruptAfter(type: CellEvent["type"]): Promise<number>;
  ask(query: Query): Promise<unknown>;
}

const { Worker, location } = globalThis as unknown as {
  readonly Worker: new (url: string) => WebWorker;
  readonly location: { readonly href: string };
};
let events: CellEvent[] = [];
let lost: string[] = [];
const tell = (event: SessionEvent): void => {
  if (event.type === "cell") events.push(event.event);
  else lost.push(event.reason);
};
const { searchParams } = new URL(location.href);
const workers = Number(searchParams.get("workers") ?? 1);
const connect = connectWeb(() => new Worker("/kernel/kernel.js"), { workers: () => workers });
/** Gives searches all the time they need to say how far they came. */
const patient = searchParams.has("patient");
const session = new Session(
  "my notes/n.heddle.md",
  connect,
  tell,
  patient ? { grace: 20_000 } : {},
);

const page: Page = {
  async run(request) {
    events = [];
    lost = [];
    const begun = performance.now();
    const end = await session.run(request);
    return { end, events, lost, ms: performance.now() - begun };
  },
  async interruptAfter(type) {
    while (!events.some((event) => event.type === type)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const begun = performance.now();
    await session.interrupt();
    return performance.now() - begun;
  },
  ask: (query) => session.ask(query),
};
Object.assign(globalThis, { heddleTest: page });
