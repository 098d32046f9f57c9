import { Command, InvalidArgumentError } from "commander";
import type { ServeOptions } from "../serve-workbench.js";
import type { Place } from "../../command-line/commands/place.js";

const help = `
Only this machine can connect, and only with the address that is printed: it carries a token.
Nothing outside of the folder can be opened or written.

Examples:
  $ heddle serve
  $ heddle serve ~/races --open`;

/** `heddle serve [FOLDER]`. */
export function serveCommand({ finish }: Place): Command {
  return new Command("serve")
    .summary("open the workbench in a browser")
    .description("Serves the workbench to this machine's browser, over the notebooks of a folder.")
    .argument("[folder]", "the folder whose notebooks can be opened", ".")
    .option("--port <n>", "port on 127.0.0.1 (default: 4747, or a free one)", parsePort)
    .option("--open", "open the browser")
    .addHelpText("after", help)
    .action(async (folder: string, options: ServeOptions) => {
      const { serveWorkbench } = await import("../serve-workbench.js");
      finish(await serveWorkbench(folder, options));
    });
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError("Give a port from 0 (any free one) to 65535.");
}
