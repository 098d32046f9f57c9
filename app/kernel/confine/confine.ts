/**
 * Confines the context that this code runs in: from then on it holds the language, `console` and
 * nothing else, none of which can be changed. What the kernel itself needs from outside it must
 * have taken hold of before.
 */
import { freezeBuiltins } from "./freeze-builtins.js";
import { removeOtherGlobals } from "./language-globals.js";
import { forbidCodeFromStrings } from "./no-code-from-strings.js";

/** Confines this context for good; to be called once. `console` is what cells get under that name. */
export function confine(console: object): void {
  removeOtherGlobals();
  forbidCodeFromStrings();
  Object.defineProperty(globalThis, "console", {
    value: console,
    writable: false,
    configurable: false,
    enumerable: false,
  });
  freezeBuiltins();
}
