import { type Operation, type Plain, type Steps, atomic } from "../index.js";
import { showC } from "./show.js";

/**
 * Several accesses as one step of a table, with the result shown as C would. Used where the steps
 * in between are nobody else's business: taking a lock together with what is first done under it,
 * changing a page table entry under the page-table lock, work on memory that nobody can reach yet.
 *
 * @param show text of the result; null for none
 */
export function transition<T extends Plain | void>(
  label: string,
  body: () => Steps<T>,
  show: (result: T) => string | null = showC,
): Operation<T> {
  return atomic(label, body).as(label, show);
}
