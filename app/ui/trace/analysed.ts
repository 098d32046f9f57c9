/** Everything the views derive from one trace, computed once for all of them. */
import { type TableModel, tableOf } from "../../../engine/report/table.js";
import type { Trace } from "../../../engine/trace/trace.js";
import { HappensBefore } from "./happens-before.js";
import { laneNeeds } from "./lane-widths.js";
import { bufferTracks, type BufferTrack, laneSpans, type LaneSpan } from "./lanes.js";
import { type Pictured, picturedOf } from "./pictured.js";
import { Timeline } from "./timeline.js";

/** A trace with what follows from it. */
export interface AnalysedTrace {
  readonly trace: Trace;
  readonly model: TableModel;
  readonly timeline: Timeline;
  readonly order: HappensBefore;
  readonly spans: readonly LaneSpan[];
  readonly tracks: readonly BufferTrack[];
  /** What of its states is drawn. */
  readonly pictured: Pictured;
  /** Whether threads call modelled functions. */
  readonly calls: boolean;
  /** Width in pixels that the text of each lane needs. */
  readonly needs: readonly number[];
  /** Index of the last step; `START` for a trace without steps. */
  readonly last: number;
}

const known = new WeakMap<Trace, AnalysedTrace>();

/** Analyses a trace; the same trace is analysed once. */
export function analyse(trace: Trace): AnalysedTrace {
  let analysed = known.get(trace);
  if (analysed === undefined) {
    const model = tableOf(trace);
    const timeline = new Timeline(trace);
    analysed = {
      trace,
      model,
      timeline,
      pictured: picturedOf(timeline),
      order: new HappensBefore(trace),
      spans: laneSpans(model),
      tracks: bufferTracks(trace),
      calls: model.rows.some(({ kind }) => kind === "call"),
      needs: laneNeeds(model, trace.threads),
      last: trace.steps.length - 1,
    };
    known.set(trace, analysed);
  }
  return analysed;
}
