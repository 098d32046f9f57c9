import type { CheckResult } from "../../engine/check/result.js";
import type { WorkloadsResult } from "../../engine/workloads/result.js";
import { type ExitCode, exitCode } from "./exit-code.js";

/** Counts verdicts against expectations while results come in. */
export class Tally {
  private checks = 0;
  private expected = 0;
  private unexpected = 0;
  private undecided = 0;

  add(result: CheckResult): void {
    this.checks += 1;
    for (const { asExpected, verdict } of result.properties) {
      if (asExpected) this.expected += 1;
      else if (verdict === "undecided") this.undecided += 1;
      else this.unexpected += 1;
    }
  }

  /** A series of random workloads counts as one property; a failing one is added as a check. */
  addWorkloads({ verdict, expected }: WorkloadsResult): void {
    if (verdict === "violated") return;
    this.checks += 1;
    if (verdict === "undecided") this.undecided += 1;
    else if (verdict === expected) this.expected += 1;
    else this.unexpected += 1;
  }

  /** Adds what another one has counted. */
  include(other: Tally): void {
    this.checks += other.checks;
    this.expected += other.expected;
    this.unexpected += other.unexpected;
    this.undecided += other.undecided;
  }

  get isEmpty(): boolean {
    return this.checks === 0;
  }

  /** An unexpected verdict outweighs an undecided one. */
  get code(): ExitCode {
    if (this.unexpected > 0) return exitCode.notAsExpected;
    return this.undecided > 0 ? exitCode.undecided : exitCode.asExpected;
  }

  /** One line, for example `3 checks, 12 properties: 11 as expected, 1 not as expected`. */
  get summary(): string {
    if (this.isEmpty) return "no checks";
    const properties = this.expected + this.unexpected + this.undecided;
    const parts = [`${this.expected} as expected`];
    if (this.unexpected > 0) parts.push(`${this.unexpected} not as expected`);
    if (this.undecided > 0) parts.push(`${this.undecided} undecided`);
    return `${plural(this.checks, "check", "checks")}, ${plural(properties, "property", "properties")}: ${parts.join(", ")}`;
  }
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
