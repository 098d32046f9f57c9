/** Numbers as the workbench shows them. */

/** Narrow no-break space: between groups of digits, and before a unit. */
const THIN = "\u202f";

/** The number with a thin space between groups of three digits: `12 870`. */
export function digits(value: number | bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
}

/** The number with its noun, in the plural unless it is one: `1 step`, `12 870 states`. */
export function count(value: number | bigint, noun: string, plural: string = `${noun}s`): string {
  return `${digits(value)} ${value === 1 || value === 1n ? noun : plural}`;
}

/**
 * A part of a whole in percent, rounded so that it never reads as none or as all when it is not:
 * `0 %`, `< 0.1 %`, `9.4 %`, `33 %`, `> 99.9 %`, `100 %`. A whole of zero has no share: `0 %`.
 */
export function percent(part: bigint, whole: bigint): string {
  if (part === 0n || whole === 0n) return `0${THIN}%`;
  if (part === whole) return `100${THIN}%`;
  const thousandths = Number((part * 1000n) / whole);
  if (thousandths === 0) return `<${THIN}0.1${THIN}%`;
  if (thousandths >= 999) return `>${THIN}99.9${THIN}%`;
  if (thousandths < 100 || thousandths > 990) return `${(thousandths / 10).toFixed(1)}${THIN}%`;
  return `${Math.floor(thousandths / 10).toString()}${THIN}%`;
}

/** Milliseconds as a reader wants them: `< 0.01 s`, `0.04 s`, `2.1 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (ms < 10) return `<${THIN}0.01${THIN}s`;
  if (seconds < 1) return `${seconds.toFixed(2)}${THIN}s`;
  if (seconds < 60) return `${seconds.toFixed(1)}${THIN}s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}${THIN}min ${whole % 60}${THIN}s`;
}

/** A text of the report with its digits grouped by thin spaces instead of commas. */
export function thinDigits(text: string): string {
  return text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, THIN);
}
