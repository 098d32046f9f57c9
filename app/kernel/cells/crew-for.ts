import { CrewLeader } from "../../../engine/check/crew/leader.js";
import { hasSharedMemory } from "../../../engine/explore/parallel/atomics.js";
import type { Recruiter } from "../crew/recruiter.js";
import type { Evaluation } from "./evaluation.js";
import type { Scripts } from "./scripts.js";

/**
 * A crew for an evaluation: its helpers evaluate what lives in this kernel, in the same order, and
 * then the cell itself. Null when there can be none, or when it would not come to the same.
 *
 * @param living evaluations of cells that are live
 */
export function crewFor(
  evaluation: Evaluation,
  living: readonly Evaluation[],
  { recruiter, scripts }: { readonly recruiter: Recruiter; readonly scripts: Scripts },
): CrewLeader | null {
  if (!hasSharedMemory || recruiter.helpers === 0) return null;
  if (living.some(({ impure }) => impure)) return null;
  const cells = [...living, evaluation].map(({ of: { cell } }) => ({
    cell,
    mode: "explore" as const,
  }));
  const { overrides = {} } = evaluation.request;
  return new CrewLeader(
    () => checkName(evaluation),
    () => {
      const request = { cells, overrides, positions: false };
      return recruiter.start({ path: scripts.path, request });
    },
    { earlier: living.flatMap(({ crew }) => (crew?.role === "leader" ? crew.settled : [])) },
  );
}

/** Names the check that begins, the same in all kernels of a crew. */
export function checkName(evaluation: Evaluation): string {
  return `${evaluation.of.cell.name} ${evaluation.begun++}`;
}
