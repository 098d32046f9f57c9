import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";
import { notebookNames, notebookText } from "./run-notebook.js";

const folder = import.meta.dirname;

/** Messages of the type checker, by module; each module is given as text and stands in this folder. */
function typeErrors(modules: Readonly<Record<string, string>>): Record<string, string[]> {
  const texts = new Map(
    Object.entries(modules).map(([name, text]) => [join(folder, `${name}.cells.ts`), text]),
  );
  const root = join(folder, "../..");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, onError) => {
    const text = texts.get(file);
    return text === undefined
      ? read(file, version, onError)
      : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  const errors: Record<string, string[]> = {};
  for (const name of Object.keys(modules)) {
    const source = program.getSourceFile(join(folder, `${name}.cells.ts`));
    errors[name] = ts
      .getPreEmitDiagnostics(program, source)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }
  return errors;
}

it("the cells of every bundled notebook are type-correct", () => {
  const modules: Record<string, string> = {};
  for (const name of notebookNames()) {
    const notebook = parseNotebook(notebookText(name), name);
    modules[name] = notebook.cells.map(({ code }) => code).join("\n");
  }
  modules["a wrong one"] = 'import { check } from "heddle";\nawait check("not a scenario");';
  const found = typeErrors(modules);
  expect(found["a wrong one"]).toHaveLength(1);
  const wrong = Object.entries(found).filter(
    ([name, errors]) => name !== "a wrong one" && errors.length > 0,
  );
  expect(wrong).toEqual([]);
});
