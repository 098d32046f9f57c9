/** Small traces for tests: give what matters, the rest is empty. */
import { step as stepOf, trace as traceOf } from "../../../../engine/report/testing/build.js";
import type { Trace, TraceStep } from "../../../../engine/trace/trace.js";

/** A step of thread 0 that touches nothing. */
export function step(of: Partial<TraceStep>): TraceStep {
  return { ...stepOf(of.thread ?? 0, "step"), kind: "read", ...of };
}

/** A read of a location by a thread. */
export function read(thread: number, location: string): TraceStep {
  return step({ thread, kind: "read", label: `read ${location}`, touched: [location] });
}

/** A write to a location by a thread; whether it changes the value does not matter here. */
export function write(thread: number, location: string): TraceStep {
  const only = [location];
  return step({ thread, kind: "write", label: `${location} = 1`, touched: only, written: only });
}

/** A trace of two threads. */
export function trace(of: Partial<Trace>): Trace {
  return { ...traceOf(["one", "two"], []), ...of };
}
