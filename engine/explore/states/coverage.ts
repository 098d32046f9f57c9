/**
 * How much of a search of states is done. Nobody knows how many states there are before they have
 * been visited, and the branches of the path that is being explored say next to nothing: nearly all
 * states are reached within the first of them. So a sample is taken, of the states on random walks
 * from the initial one, and asked for among the visited ones. The share that is found never falls,
 * is 1 at the end, and is of the right order in between; walks prefer states that many
 * interleavings lead to, which a search meets a little sooner than others.
 */
import { type Machine, moveBuffer } from "../../memory/machine.js";
import { isAssumed } from "../run-ends.js";
import { rehearsalOf, rehearse } from "./rehearsal.js";
import type { StateSearch } from "./state-search.js";

const walks = 100;
/** Steps of all walks together. */
const mostSteps = 10_000;
/** Steps of one walk: some programs go round for ever. */
const longest = 2000;

/** See the head of this file. */
export class Coverage {
  /** States of the sample that have not been found yet, as pairs of halves of fingerprints. */
  private missing: Int32Array | null = null;
  private sampled = 0;

  /** @param makeMachine makes a machine like the search's, in its initial state */
  constructor(
    private readonly search: StateSearch,
    private readonly makeMachine: () => Machine,
  ) {}

  /** Whether the sample has been taken, which takes some milliseconds. */
  get isKnown(): boolean {
    return this.missing !== null;
  }

  /** Share of the states that have been visited, 0 to 1, an estimate; null when there is none. */
  get share(): number | null {
    if (this.missing === null) {
      this.missing = this.sample();
      this.sampled = this.missing.length;
    }
    const { missing } = this;
    const { visited } = this.search;
    let kept = 0;
    for (let i = 0; i < missing.length; i += 2) {
      if (visited.has(missing[i], missing[i + 1])) continue;
      missing[kept++] = missing[i];
      missing[kept++] = missing[i + 1];
    }
    this.missing = missing.subarray(0, kept);
    return this.sampled === 0 ? null : 1 - kept / this.sampled;
  }

  private sample(): Int32Array {
    try {
      const machine = this.makeMachine();
      // Fingerprints are the same only where threads and locations are numbered alike.
      return rehearse(machine, rehearsalOf(this.search)) ? sampleStates(machine) : none;
    } catch {
      // What a walk runs into the search will run into, and tell.
      return none;
    }
  }
}

const none = new Int32Array(0);

/**
 * Fingerprints of the states on random walks, each once; the same ones every time. None where they
 * cannot be told to be those of the search, as when a thread declares what that has not met yet.
 */
function sampleStates(machine: Machine): Int32Array {
  const met = new Map<number, Set<number>>();
  const prints: number[] = [];
  const random = randomNumbers();
  const { slots, program } = machine;
  let steps = 0;
  for (let walk = 0; walk < walks && steps < mostSteps; walk++) {
    machine.reset();
    for (let depth = 0; depth < longest && steps < mostSteps; depth++, steps++) {
      const count = machine.moves(moveBuffer, 0);
      if (count === 0) break;
      machine.step(moveBuffer[random(count)]);
      if (machine.slots > slots) return none;
      if (isAssumed(machine)) break;
      const { hashLow, hashHigh } = machine;
      const highs = met.get(hashLow) ?? new Set();
      if (highs.has(hashHigh)) continue;
      met.set(hashLow, highs.add(hashHigh));
      prints.push(hashLow, hashHigh);
    }
  }
  return program.unfolder.canonical && program.values.canonical ? Int32Array.from(prints) : none;
}

/** Numbers below a bound, by a linear congruential generator (Numerical Recipes, 7.1). */
function randomNumbers(): (bound: number) => number {
  let seed = 1;
  return (bound) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * bound);
  };
}
