import { execFile } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { writeWhole } from "./write-whole.js";

test("a text replaces another one, and nothing is left beside it", async () => {
  const folder = await scratchFolder();
  await writeFile(join(folder, "a"), "before");
  await writeWhole(join(folder, "a"), "grüße\r\n", "cannot save a");
  expect(await readFile(join(folder, "a"), "utf8")).toBe("grüße\r\n");
  expect(await readdir(folder)).toEqual(["a"]);
});

test.runIf(process.platform !== "win32")(
  "a text that the disk takes only the beginning of is not saved, and the old one stays",
  async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, "a"), "before");
    const program = join(folder, "program.cjs");
    await build({
      stdin: {
        contents: `
          import { writeWhole } from "./app/host/write-whole.js";
          // Without a listener the signal that comes with the limit ends the process.
          process.on("SIGXFSZ", () => undefined);
          const save = (size) => writeWhole(process.argv[2], "x".repeat(size), "cannot save a");
          save(200_000).catch(({ code, message }) => console.log(code + ": " + message));`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      format: "cjs",
      platform: "node",
      outfile: program,
    });
    // The system writes what the limit leaves room for and says how much, as on a full disk.
    const { stdout } = await promisify(execFile)("sh", [
      ...["-c", 'ulimit -f 64; exec "$0" "$@"', process.execPath, program, join(folder, "a")],
    ]);
    expect(stdout).toBe("too-large: cannot save a: the file is too large for this file system\n");
    expect(await readFile(join(folder, "a"), "utf8")).toBe("before");
    expect((await readdir(folder)).sort()).toEqual(["a", "program.cjs"]);
  },
);
