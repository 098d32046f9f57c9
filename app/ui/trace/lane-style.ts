/** The colours of a lane as custom properties; lanes beyond the seventh begin again. */
const COLOURS = 7;

/** `--lane` for edges and `--lane-text` for text, to be put on an element as its style. */
export function laneStyle(thread: number): Record<string, string> {
  const colour = thread % COLOURS;
  return { "--lane": `var(--lane-${colour})`, "--lane-text": `var(--lane-text-${colour})` };
}
