import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = join(root, "test/types/scenario.types.ts");
const directive = "// @ts-expect-error ";

/** The project as `npm run typecheck` sees it. */
function project(): ts.ParsedCommandLine {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent(config.config, ts.sys, dirname(join(root, "tsconfig.json")));
}

test("code that must not compile is part of the type check", () => {
  expect(project().fileNames).toContain(file);
});

test("every line that must not compile does not, for a reason of its own", () => {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  const marked = lines.flatMap((line, i) =>
    line.trimStart().startsWith(directive) ? [i + 1] : [],
  );
  expect(marked.length).toBeGreaterThan(70);
  const reasons = marked.map((i) => lines[i - 1].trim());
  expect(new Set(reasons).size).toBeGreaterThan(marked.length * 0.9);

  const { options } = project();
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (path) =>
    path === file ? text.replaceAll(directive, "// ") : readFile.call(host, path);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  const errors = program.getSemanticDiagnostics(source).map(({ start }) => {
    return source!.getLineAndCharacterOfPosition(start!).line;
  });
  expect([...new Set(errors)].sort((a, b) => a - b)).toEqual(marked);
});
