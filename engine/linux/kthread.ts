/**
 * Threads with a state of their own (include/linux/sched.h, kernel/sched/core.c, the comment above
 * set_current_state()). A sleeper announces that it will sleep, looks at its condition, and only
 * then calls `schedule()`; a wake-up in between makes `schedule()` return at once. Whoever looks
 * first and announces afterwards can lose the wake-up.
 *
 * The model has no `current`: `kthread_run` passes a thread its own task_struct.
 */
import {
  type Builder,
  type Entity,
  type Operation,
  type Shared,
  type Steps,
  awaitUntil,
  field,
  ref,
  struct,
} from "../index.js";
import { smp_mb } from "./barrier.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";
import type { WaitQueueHead } from "./wait.js";

/** What a thread is doing, as others see it. */
export type TaskState = "TASK_RUNNING" | "TASK_INTERRUPTIBLE" | "TASK_UNINTERRUPTIBLE";

/** Runs or is ready to run. */
export const TASK_RUNNING = "TASK_RUNNING";
/** Sleeps; signals are not modelled, so it differs from the next in name only. */
export const TASK_INTERRUPTIBLE = "TASK_INTERRUPTIBLE";
/** Sleeps until woken. */
export const TASK_UNINTERRUPTIBLE = "TASK_UNINTERRUPTIBLE";

/** A thread as the scheduler sees it. */
export interface Task extends Entity {
  readonly __state: Shared<TaskState>;
  readonly queue: Shared<WaitQueueHead | null>;
  readonly exclusive: Shared<boolean>;
  readonly next: Shared<Task | null>;
}

/**
 * `__state` is what wake-ups look at. The others are the task's entry in a wait queue: the queue it is
 * in, whether it waits exclusively, and who comes after it there.
 */
export const task_struct = struct("task_struct", {
  __state: field<TaskState>("TASK_RUNNING"),
  queue: ref<WaitQueueHead>(),
  exclusive: false,
  next: ref<Task>(),
});

/** Starts a thread that knows its own task_struct, and returns that for others to wake. */
export function kthread_run(
  s: Builder,
  name: string,
  threadfn: (current: Task) => Steps<unknown>,
): Task {
  const task = s.record(task_struct, name);
  s.thread(name, () => threadfn(task));
  return task;
}

/** set_current_state(): a store and a full barrier, so that the condition is looked at afterwards. */
export function* set_current_state(current: Task, state: TaskState): Steps {
  yield* current.__state.write(state).as(`set_current_state(${state})`);
  yield* smp_mb();
}

/** __set_current_state(): the store alone. */
export function __set_current_state(current: Task, state: TaskState): Operation<void> {
  return current.__state.write(state).as(`__set_current_state(${state})`);
}

/** schedule(): sleeps unless the state is TASK_RUNNING, which a wake-up makes it. */
export function schedule(current: Task): Operation<TaskState> {
  return awaitUntil(current.__state, (state) => state === TASK_RUNNING).as("schedule()", null);
}

/**
 * wake_up_process(): makes a sleeping task run; returns whether it slept. A full barrier comes
 * before it looks at the task's state, as in try_to_wake_up().
 */
export function wake_up_process(task: Task): Operation<boolean> {
  return transition(
    `wake_up_process(${task.name})`,
    function* () {
      return yield* task.__state.modify<boolean>((state) =>
        state === TASK_RUNNING ? { result: false } : { next: TASK_RUNNING, result: true },
      );
    },
    showC,
  );
}
