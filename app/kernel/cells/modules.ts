import * as engine from "../../../engine/index.js";
import type { ImportedName, ModuleName } from "../../notebook/analysis/imports.js";
import { closestName } from "../../notebook/closest-name.js";
import type { Problem } from "../../notebook/place.js";

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** A function of the engine that takes its time. */
type Slow = (...args: never[]) => Promise<unknown>;

/**
 * What cells import as "heddle".
 *
 * @param watch wraps each function that takes its time, so that the kernel knows what is under way
 */
export function heddleExports(watch: <F extends Slow>(call: F) => F): Exports {
  const { check, sweep, dropEach, forAll, fc } = engine;
  /** Stands for a function that changes what all series of workloads are drawn with. */
  const refused = (name: string) => (): never => {
    throw new engine.HeddleError(`fc.${name} would change the workloads of other cells`, {
      hint: "pass options to forAll",
    });
  };
  return {
    ...engine,
    check: watch(check),
    sweep: watch(sweep),
    dropEach: watch(dropEach),
    forAll: watch(forAll),
    fc: {
      ...fc,
      configureGlobal: refused("configureGlobal"),
      resetConfigureGlobal: refused("resetConfigureGlobal"),
      installGlobalPlugin: refused("installGlobalPlugin"),
      readConfigureGlobal: () => ({}),
    },
  };
}

/** Imports of names that their module does not export. */
export function missingExports(
  imports: readonly ImportedName[],
  load: (module: ModuleName) => Exports,
): Problem[] {
  return imports.flatMap(({ module, imported, place }) => {
    const exported = load(module);
    if (imported === null || Object.hasOwn(exported, imported)) return [];
    const near = closestName(imported, Object.keys(exported));
    return [
      {
        place,
        message: `"${module}" exports no ${imported}`,
        hint: near === null ? "" : `Did you mean ${near}?`,
      },
    ];
  });
}
