/** What of a stream and an environment decides about colour. */
interface Surroundings {
  readonly isTTY?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether to colour output: `NO_COLOR` (not empty) says no, `FORCE_COLOR` says yes (`0` no), else
 * terminals other than `TERM=dumb` get colour.
 */
export function wantsColor({ isTTY, env }: Surroundings): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") {
    return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  }
  return isTTY === true && env.TERM !== "dumb";
}
