/**
 * The public API of the engine: what a notebook cell imports as "heddle".
 */
export { scenario, Builder } from "./scenario/scenario.js";
export type { Property, Scenario } from "./scenario/scenario.js";
export { Ghost, Shared, observe } from "./scenario/shared.js";
export type { RmwOrder, StoreOrder } from "./scenario/shared.js";
export { alloc, field, ghostField, ref, struct } from "./scenario/struct.js";
export type { Fields, FieldType, RecordOf, Struct, StructRecord } from "./scenario/struct.js";
export { Lock, RwSem, mutex, rwsem, self, spinlock } from "./scenario/locks.js";
export { Completion, Condition, WaitQueue } from "./scenario/wait.js";
export {
  assert,
  assume,
  atomic,
  awaitUntil,
  checkpoint,
  choose,
  fence,
  join,
  proc,
  spawn,
} from "./scenario/control.js";
export type { FenceKind } from "./scenario/control.js";
export { Operation } from "./scenario/operation.js";
export type { Steps } from "./scenario/operation.js";
export { ThreadHandle } from "./scenario/thread.js";
export type { ThreadBody } from "./scenario/thread.js";
export { Entity } from "./scenario/value.js";
export type { Plain, Primitive, Value } from "./scenario/value.js";
export { HeddleError } from "./scenario/errors.js";
export { check, replay } from "./check/check.js";
export type { CheckOptions, Expectations } from "./check/settings.js";
export * as fc from "fast-check";
export { forAll } from "./workloads/for-all.js";
export type { ForAllOptions } from "./workloads/for-all.js";
export type { WorkloadsResult } from "./workloads/result.js";
export { dropEach, sweep } from "./sweep/sweep.js";
export type { SweepPoint } from "./sweep/matrix.js";
export type { AssumptionSpec, SweepSpec } from "./sweep/sweep.js";
export type { Matrix, MatrixBox, MatrixColumn } from "./sweep/matrix.js";
export type * from "./check/result.js";
export type * from "./trace/replay-result.js";
export type * from "./trace/trace.js";
