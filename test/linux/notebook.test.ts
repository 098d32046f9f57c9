import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";

const root = resolve(import.meta.dirname, "../..");
const path = join(root, "notebooks/khugepaged-writers.heddle.md");
const notebook = parseNotebook(readFileSync(path, "utf8"), path);
const cells = notebook.cells.map(({ code }) => code).join("\n");

/** Messages of the type checker for one module that stands in this folder. */
function typeErrors(code: string): string[] {
  const name = join(root, "test/linux/cells.ts");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, onError) =>
    file === name ? ts.createSourceFile(file, code, version) : read(file, version, onError);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("notebooks/khugepaged-writers.heddle.md", () => {
  it("is type-correct", () => {
    expect(typeErrors(cells)).toEqual([]);
  });

  it("would show a type error", () => {
    expect(typeErrors(`${cells}\nawait check(oldScheme, { memory: "strong" });`)).toHaveLength(1);
  });

  it("decides every scenario of the first slice", () => {
    const ids = new Set([...cells.matchAll(/"([SN]\d+[bf]?) /g)].map(([, id]) => id));
    for (const [, id] of cells.matchAll(/`([SN]\d+[bf]?) /g)) ids.add(id);
    const slice =
      "S2 S3 S4 S5 S7 S9 S10 S10b S11 S12 S14 " +
      "N1 N2 N3 N4 N5 N6 N7 N8 N9 N10 N13f N15 N16 N17 N18";
    expect([...ids].sort()).toEqual(slice.split(" ").sort());
  });
});
