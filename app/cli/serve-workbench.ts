import { stat } from "node:fs/promises";
import { availableParallelism, homedir } from "node:os";
import { join, resolve } from "node:path";
import { version } from "../../package.json";
import { Assets } from "../host/assets.js";
import { kernelPrefix } from "../host/content-policy.js";
import type { Shell } from "../host/create-host.js";
import { dataFolder } from "../host/data-folder.js";
import { within } from "../host/folder-guard.js";
import { HostError } from "../host/problem.js";
import { SharedState } from "../host/shared-state.js";
import { builtFile, projectFolder } from "../kernel/node/assets.js";
import { type RunningServer, serve } from "../server/serve.js";
import { CommandError, exitCode } from "../command-line/exit-code.js";
import { onInterrupt } from "./interrupt.js";
import { openInBrowser } from "./open-in-browser.js";

/** Options of `heddle serve`. */
export interface ServeOptions {
  /** Undefined: 4747, or any free one when that is taken. */
  readonly port?: number;
  readonly open?: boolean;
}

const usualPort = 4747;

/**
 * Serves until Ctrl-C.
 *
 * @returns the exit code
 * @throws CommandError for a folder that is none and a port that is taken
 */
export async function serveWorkbench(folder: string, options: ServeOptions): Promise<number> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const hint = "Name the folder that the notebooks are in; without one it is this one.";
    throw new CommandError(exitCode.usage, `heddle: ${folder} is not a folder\n  ${hint}`);
  }

  const shared = new SharedState({
    guard: await within(resolve(folder)),
    data: dataFolder({ platform: process.platform, env: process.env, home: homedir() }),
    gallery: join(projectFolder(), "notebooks"),
  });
  const assets = await Assets.of({ "/": builtFile("ui"), [kernelPrefix]: builtFile("web") });
  const server = await start(options.port, (port) =>
    serve({ shared, shell: browserShell(), assets, port }),
  );

  process.stdout.write(
    `Heddle is at ${server.address}\n` +
      `serving the notebooks of ${resolve(folder)} to this machine only; Ctrl-C ends it\n`,
  );
  if (options.open === true && !(await openInBrowser(server.address))) {
    process.stderr.write("heddle: no browser could be opened; open the address yourself\n");
  }
  await new Promise<void>((done) => {
    const release = onInterrupt(() => {
      release();
      done();
    });
  });
  await server.end();
  await shared.end();
  return exitCode.asExpected;
}

/** Starts on the port asked for, or on the usual one, or on any. */
async function start(
  asked: number | undefined,
  serveOn: (port: number) => Promise<RunningServer>,
): Promise<RunningServer> {
  try {
    return await serveOn(asked ?? usualPort);
  } catch (thrown) {
    const { code } = thrown as { code?: string };
    if (code !== "EADDRINUSE" && code !== "EACCES") throw thrown;
    if (asked === undefined) return serveOn(0);
    const why = code === "EACCES" ? "may not be used" : "is taken";
    const message = `heddle: port ${asked} ${why}; choose another, or leave --port out`;
    throw new CommandError(exitCode.usage, message);
  }
}

/** A browser has its own dialogs for files and links; the page does without the host's. */
function browserShell(): Shell {
  const none = (what: string): Promise<never> =>
    Promise.reject(new HostError("browser-mode", `browser mode has no ${what}`));
  return {
    version,
    mode: "browser",
    platform: platformName(process.platform),
    cores: availableParallelism(),
    chooseOpen: () => none("dialog to open files"),
    chooseSave: () => none("dialog to save files"),
    openExternal: () => none("way to open links for a page"),
    newWindow: () => none("windows of its own"),
    setMenu: () => undefined,
    now: () => Date.now(),
    target: () => null,
  };
}

function platformName(platform: NodeJS.Platform): Shell["platform"] {
  return platform === "darwin" ? "mac" : platform === "win32" ? "windows" : "linux";
}
