import type { Followed } from "../../../engine/trace/follow.js";

const ENDS = {
  complete: "All threads have ended.",
  failed: "A thread has failed: nothing goes on.",
  deadlock: "Deadlock: nobody can go on.",
} as const;

/** What an interleaving has come to: how it ended, and which properties it has failed or shown. */
export function reachedText({ end, properties }: Followed): string {
  const sentences: string[] = end === null ? [] : [ENDS[end]];
  for (const { property, kind, shownAfter } of properties) {
    if (shownAfter === null) continue;
    const when = shownAfter === 0 ? "in the initial state" : `after step ${shownAfter}`;
    const fails = kind === "always" || kind === "atEnd";
    sentences.push(`${property}: ${fails ? "violated" : "reached"} ${when}.`);
  }
  const pending = properties.filter(({ kind }) => kind === "always" || kind === "atEnd");
  if (
    end === "complete" &&
    pending.length > 0 &&
    pending.every(({ shownAfter }) => shownAfter === null)
  ) {
    sentences.push("No property is violated.");
  }
  return sentences.length === 0 ? "Nothing is violated so far." : sentences.join(" ");
}
