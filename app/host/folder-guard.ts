import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { describeSystemError, HostError } from "./problem.js";

/** Decides which paths the renderer may name, and turns them into real ones. */
export interface PathGuard {
  /** The one folder everything is in, or null where the whole file system may be used. */
  readonly root: string | null;
  /**
   * The real path behind a path, links followed. The file itself need not exist, its folder must.
   *
   * @throws HostError `outside` for a path that leaves the root, `not-found` for a missing folder
   */
  resolve(path: string): Promise<string>;
}

/** Allows every absolute path: the desktop, where paths come from the system's own dialogs. */
export function anywhere(): PathGuard {
  return {
    root: null,
    resolve: async (path) => {
      if (!isAbsolute(path)) throw outside(path);
      return realTarget(path);
    },
  };
}

/**
 * Allows only what is inside one folder: browser mode. Links are followed before the decision, so
 * none leads out.
 *
 * @param folder an existing folder
 */
export async function within(folder: string): Promise<PathGuard> {
  const root = await realpath(folder);
  return {
    root,
    resolve: async (path) => {
      if (path.includes("\0")) throw outside(path);
      const named = resolve(root, path);
      // Asked before the file system is, so that nothing is learned about what is outside.
      if (!isInside(root, named)) throw outside(path);
      const real = await realTarget(named);
      if (!isInside(root, real)) throw outside(path);
      return real;
    },
  };
}

/** Whether a path is a folder or something inside it; both absolute and normalised. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The real path of a file that exists, or where it would be made. */
async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== "ENOENT") {
      throw describeSystemError(thrown, "cannot use that name");
    }
  }
  // A dangling link ends up here too: it is replaced by the file that is saved, not written through.
  const parent = await realpath(dirname(path)).catch(() => {
    throw new HostError("not-found", `there is no folder ${dirname(path)}`);
  });
  return join(parent, basename(path));
}

function outside(path: string): HostError {
  return new HostError(
    "outside",
    `${path} is outside of the folder that is served`,
    "Start Heddle in a folder that contains it.",
  );
}
