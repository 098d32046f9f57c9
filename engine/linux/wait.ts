/**
 * Wait queues (include/linux/wait.h, kernel/sched/wait.c): a list of sleeping tasks under a
 * spinlock. Declare one with `s.record(wait_queue_head, name)`; sleepers are threads started by
 * `kthread_run`. A task can be in one queue at a time.
 */
import {
  type Entity,
  type Lock,
  type Operation,
  type Shared,
  type Steps,
  checkpoint,
  proc,
  ref,
  spinlock,
  struct,
} from "../index.js";
import {
  TASK_UNINTERRUPTIBLE,
  TASK_RUNNING,
  type Task,
  type TaskState,
  __set_current_state,
  schedule,
  wake_up_process,
} from "./kthread.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";

/** `first` is the first task of the list; exclusive waiters come last. */
export const wait_queue_head = struct("wait_queue_head", { lock: spinlock(), first: ref<Task>() });

/** A wait queue. */
export interface WaitQueueHead extends Entity {
  readonly lock: Lock;
  readonly first: Shared<Task | null>;
}

/**
 * prepare_to_wait(): queues the task at the head if it is not queued yet and sets its state, under
 * the queue's lock; a full barrier follows the state (set_current_state()), so the condition is
 * looked at afterwards.
 */
export function prepare_to_wait(
  wq: WaitQueueHead,
  current: Task,
  state: TaskState = TASK_UNINTERRUPTIBLE,
): Operation<void> {
  return transition(`prepare_to_wait(${wq.name}, ${state})`, function* (): Steps {
    yield* wq.lock.lock();
    if ((yield* current.queue.read()) === null) {
      yield* current.queue.write(wq);
      yield* current.exclusive.write(false);
      yield* current.next.write(yield* wq.first.read());
      yield* wq.first.write(current);
    }
    yield* current.__state.write(state);
    yield* wq.lock.unlock();
  });
}

/** prepare_to_wait_exclusive(): as above, but at the tail, as one of whom `wake_up` wakes only one. */
export function prepare_to_wait_exclusive(
  wq: WaitQueueHead,
  current: Task,
  state: TaskState = TASK_UNINTERRUPTIBLE,
): Operation<void> {
  return transition(`prepare_to_wait_exclusive(${wq.name}, ${state})`, function* (): Steps {
    yield* wq.lock.lock();
    if ((yield* current.queue.read()) === null) yield* append(wq, current);
    yield* current.__state.write(state);
    yield* wq.lock.unlock();
  });
}

function* append(wq: WaitQueueHead, task: Task): Steps {
  yield* task.queue.write(wq);
  yield* task.exclusive.write(true);
  yield* task.next.write(null);
  let at = yield* wq.first.read();
  if (at === null) {
    yield* wq.first.write(task);
    return;
  }
  for (let next = yield* at.next.read(); next !== null; next = yield* at.next.read()) at = next;
  yield* at.next.write(task);
}

function* unlink(wq: WaitQueueHead, task: Task): Steps {
  const after = yield* task.next.read();
  let at = yield* wq.first.read();
  if (at === task) {
    yield* wq.first.write(after);
  } else {
    while (at !== null) {
      const next: Task | null = yield* at.next.read();
      if (next === task) {
        yield* at.next.write(after);
        break;
      }
      at = next;
    }
  }
  yield* task.next.write(null);
  yield* task.queue.write(null);
}

/** finish_wait(): the task runs again and leaves the queue if a wake-up has not removed it. */
export function* finish_wait(wq: WaitQueueHead, current: Task): Steps {
  yield* __set_current_state(current, TASK_RUNNING);
  const queued = yield* current.queue.read().as(`still in ${wq.name}?`, (q) => showC(q !== null));
  if (queued === null) return;
  yield* transition(`finish_wait(${wq.name})`, function* (): Steps {
    yield* wq.lock.lock();
    if ((yield* current.queue.read()) !== null) yield* unlink(wq, current);
    yield* wq.lock.unlock();
  });
}

/**
 * waitqueue_active(): whether anyone waits, looked at without the lock. Orders nothing: a waker that
 * has just made the condition true needs `smp_mb()` before it, or it may miss a waiter.
 */
export function waitqueue_active(wq: WaitQueueHead): Operation<Task | null> {
  return wq.first.read().as(`waitqueue_active(${wq.name})`, (first) => showC(first !== null));
}

/**
 * wake_up(): wakes everyone in the queue up to and including the first exclusive waiter and removes
 * them, under the queue's lock. A task that is awake already stays in the queue and does not count.
 * A full barrier if it wakes someone; nothing to rely on if it does not.
 */
export const wake_up = proc(
  "wake_up",
  (wq: WaitQueueHead) => wake(wq, false),
  (wq) => `wake_up(${wq.name})`,
);

/** wake_up_all(): wakes and removes exclusive waiters too, all of them. */
export const wake_up_all = proc(
  "wake_up_all",
  (wq: WaitQueueHead) => wake(wq, true),
  (wq) => `wake_up_all(${wq.name})`,
);

function* wake(wq: WaitQueueHead, all: boolean): Steps {
  yield* wq.lock.lock().as(`spin_lock(${wq.name}.lock)`);
  let task = yield* wq.first.read().as(`${wq.name}.first`, showC);
  while (task !== null) {
    const woken = yield* wake_up_process(task);
    const { next, exclusive } = yield* leave(wq, task, woken);
    if (woken && exclusive && !all) break;
    task = next;
  }
  yield* wq.lock.unlock().as(`spin_unlock(${wq.name}.lock)`);
}

/** Goes on to the next task of the queue, removing one that has been woken. */
function leave(
  wq: WaitQueueHead,
  task: Task,
  woken: boolean,
): Operation<{ readonly next: Task | null; readonly exclusive: boolean }> {
  return transition(
    woken ? `list_del(${task.name})` : `next after ${task.name}`,
    function* () {
      const next = yield* task.next.read();
      const exclusive = yield* task.exclusive.read();
      if (woken) yield* unlink(wq, task);
      return { next, exclusive };
    },
    () => null,
  );
}

/**
 * wait_event(): sleeps until `condition` is true. The condition is looked at before queueing, and
 * again each time after the task has queued itself and announced its sleep: no wake-up that follows
 * a change of the condition is lost.
 *
 * @param condition steps that read shared state and return whether to go on
 */
export const wait_event = proc(
  "wait_event",
  function* (wq: WaitQueueHead, current: Task, condition: () => Steps<boolean>): Steps {
    if (yield* condition()) return;
    for (;;) {
      yield* checkpoint();
      yield* prepare_to_wait(wq, current);
      if (yield* condition()) break;
      yield* schedule(current);
    }
    yield* finish_wait(wq, current);
  },
  (wq) => `wait_event(${wq.name})`,
);
