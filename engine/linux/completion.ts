/**
 * struct completion (include/linux/completion.h): counts calls of `complete` that nobody has waited
 * for yet. What came before `complete` is visible after the wait. Declare one with
 * `s.completion(name)`.
 */
import type { Completion, Operation } from "../index.js";
import { showC } from "./show.js";

/** Lets one waiter pass, now or later. */
export function complete(x: Completion): Operation<void> {
  return x.complete();
}

/** Lets every waiter pass, now and until `reinit_completion`. */
export function complete_all(x: Completion): Operation<void> {
  return x.completeAll();
}

/** Sleeps until there is a completion and uses it up. */
export function wait_for_completion(x: Completion): Operation<void> {
  return x.wait();
}

/** Uses up a completion if there is one; returns whether there was. Never sleeps. */
export function try_wait_for_completion(x: Completion): Operation<boolean> {
  return x.done
    .modify<boolean>((n) => {
      if (n === 0) return { result: false };
      return n === Infinity ? { result: true } : { next: n - 1, result: true };
    }, "acquire")
    .as(`try_wait_for_completion(${x.name})`, showC);
}

/** Whether a wait would pass. */
export function completion_done(x: Completion): Operation<boolean> {
  return x.done
    .modify<boolean>((n) => ({ result: n !== 0 }), "acquire")
    .as(`completion_done(${x.name})`, showC);
}

/** Sets the count back to zero; only when nobody waits and nobody is about to complete. */
export function reinit_completion(x: Completion): Operation<void> {
  return x.done.write(0).as(`reinit_completion(${x.name})`);
}
