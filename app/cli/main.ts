#!/usr/bin/env node
import { version } from "../../package.json";
import { exitCode } from "../command-line/exit-code.js";
import { execute, notebookCommands } from "../command-line/program.js";
import { completionCommand } from "./commands/completion.js";
import { serveCommand } from "./commands/serve.js";
import { wantsColor } from "./terminal.js";

const overview = `
Examples:
  $ heddle run notebooks/khugepaged-writers.heddle.md
  $ heddle run race.heddle.md '#lost-update'
  $ heddle help run`;

const { stdout, stderr } = process;

/** The reader of a pipe may leave early (`heddle run ... | head`); that is no error of ours. */
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCode.brokenPipe);
  throw error;
});

process.exitCode = await execute(
  process.argv.slice(2),
  [...notebookCommands, serveCommand, completionCommand],
  {
    stdout,
    stderr,
    color: wantsColor({ isTTY: stdout.isTTY, env: process.env }),
    load: async (soon) => (await import("./shell-surroundings.js")).shellSurroundings(soon),
  },
  (program) => {
    program.version(version, "-V, --version", "print the version").addHelpText("after", overview);
  },
);
