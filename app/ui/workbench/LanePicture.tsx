import type { ReactNode } from "react";

/** Units of the picture: a step's width, a lane's height and the height of a run in it. */
const step = 5;
const lane = 9;
const bar = 5;

/** An interleaving as lanes with time running to the right; silent, since its card says it all. */
export function LanePicture({ lanes }: { readonly lanes: readonly number[] }): ReactNode {
  const count = Math.max(...lanes) + 1;
  const width = lanes.length * step;
  return (
    <svg
      viewBox={`0 0 ${width} ${count * lane}`}
      width={Math.min(width, 280)}
      height={count * lane}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {Array.from({ length: count }, (_, index) => (
        <line
          key={index}
          x2={width}
          y1={index * lane + lane / 2}
          y2={index * lane + lane / 2}
          stroke="var(--line)"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {runsOf(lanes).map(({ at, length, of }) => (
        <rect
          key={at}
          x={at * step}
          y={of * lane + (lane - bar) / 2}
          width={length * step}
          height={bar}
          fill={`var(--lane-${of % 7})`}
        />
      ))}
    </svg>
  );
}

/** Steps of one lane that follow each other, together. */
function runsOf(lanes: readonly number[]): { at: number; length: number; of: number }[] {
  const runs: { at: number; length: number; of: number }[] = [];
  for (const [at, of] of lanes.entries()) {
    const last = runs.at(-1);
    if (last?.of === of) last.length++;
    else runs.push({ at, length: 1, of });
  }
  return runs;
}
