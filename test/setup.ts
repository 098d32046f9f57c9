/**
 * Random tests draw the same programs in every run, so that a red run can be repeated. New ones are
 * drawn by `test/random/long.ts`.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: 20_261_123 });
