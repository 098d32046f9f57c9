import { InvalidArgumentError } from "commander";

/**
 * Parses a whole number of at least 1; `_` may group digits.
 *
 * @throws InvalidArgumentError with what is allowed
 */
export function parseCount(text: string): number {
  const value = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll("_", "")) : NaN;
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("Give a whole number of at least 1, for example 5000000.");
}

/**
 * Parses a number of seconds above 0; fractions are allowed.
 *
 * @throws InvalidArgumentError with what is allowed
 */
export function parseSeconds(text: string): number {
  const value = /^\d+(\.\d+)?$|^\.\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Give a number of seconds above 0, for example 10 or 0.5.");
}

/**
 * A parser of whole numbers in a range, both ends included.
 *
 * @throws InvalidArgumentError (the parser does) with what is allowed
 */
export function parseWithin(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

/**
 * Parses a number of workers.
 *
 * @throws InvalidArgumentError with what is allowed
 */
export function parseWorkers(text: string): number {
  const value = parseCount(text);
  if (value <= 64) return value;
  throw new InvalidArgumentError("Give a whole number from 1 to 64, for example 2.");
}
