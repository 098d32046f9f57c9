import { join } from "node:path";

/** What decides where a program keeps what it remembers. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The folder for settings, recent files, backups and trust: `HEDDLE_DATA` where that is set, else
 * where the platform keeps such things (XDG state on Linux).
 */
export function dataFolder({ platform, env, home }: Surroundings): string {
  if (env.HEDDLE_DATA) return env.HEDDLE_DATA;
  if (platform === "darwin") return join(home, "Library", "Application Support", "Heddle");
  if (platform === "win32") {
    return join(env.APPDATA || join(home, "AppData", "Roaming"), "Heddle");
  }
  return join(env.XDG_STATE_HOME || join(home, ".local", "state"), "heddle");
}
