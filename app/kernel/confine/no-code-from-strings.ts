/**
 * Takes away every way to make code from text: what a cell does must stand in the notebook, where
 * it can be read and where keys are computed from it.
 */
export function forbidCodeFromStrings(): void {
  const forbidden = (name: string): never => {
    throw new EvalError(`${name} makes code from text, which a cell cannot do`);
  };
  const samples = [
    ["Function", () => undefined],
    ["GeneratorFunction", function* () {}],
    ["AsyncFunction", async () => {}],
    ["AsyncGeneratorFunction", async function* () {}],
  ] as const;
  for (const [name, sample] of samples) {
    const prototype = Object.getPrototypeOf(sample) as object;
    const constructor = function () {
      forbidden(name);
    };
    Object.defineProperty(constructor, "name", { value: name });
    Object.defineProperty(constructor, "prototype", { value: prototype, writable: false });
    Object.defineProperty(prototype, "constructor", { value: constructor });
    if (name === "Function") Object.defineProperty(globalThis, name, { value: constructor });
  }
  Object.defineProperty(globalThis, "eval", { value: () => forbidden("eval") });
}
