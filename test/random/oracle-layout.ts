/** Where in the oracle's memory everything is that a random program shares. */
import { type Instruction, compile } from "./compile.js";
import type { RandomProgram } from "./program.js";

/** In a lock: nobody holds it. In `head`: it refers to nothing. */
export const free = -1;

export class OracleLayout {
  readonly program: RandomProgram;
  protected readonly code: readonly (readonly Instruction[])[];
  /** For each thread the first of the records that it may allocate. */
  protected readonly firstRecord: readonly number[];
  private readonly mostRecords: number;

  constructor(program: RandomProgram) {
    this.program = program;
    this.code = compile(program);
    let records = 0;
    this.firstRecord = this.code.map((code) => {
      const first = records;
      records += code.filter(({ op }) => op === "alloc").length;
      return first;
    });
    this.mostRecords = records;
  }

  /** Memory before the first step: no lock is held, nothing is queued, all else is 0. */
  protected get initialMemory(): number[] {
    const memory = new Array<number>(this.field(this.mostRecords)).fill(0);
    for (const place of [this.owner(0), this.owner(1), this.writer, this.head])
      memory[place] = free;
    return memory;
  }

  /** Place in `memory` of a variable. */
  variable(x: number): number {
    return x % this.program.variables;
  }

  /** Place in `memory` of the ghost variable. */
  get ghost(): number {
    return this.program.variables;
  }

  /** Place in `memory` of a lock's holder: a thread index or -1. */
  owner(lock: number): number {
    return this.program.variables + 1 + (lock % 2);
  }

  protected get writer(): number {
    return this.program.variables + 3;
  }

  protected get readers(): number {
    return this.program.variables + 4;
  }

  /** Place in `memory` of the threads in the wait queue, bit i for thread i. */
  get queue(): number {
    return this.program.variables + 5;
  }

  /** Place in `memory` of the number of completions. */
  get completions(): number {
    return this.program.variables + 6;
  }

  /** Place in `memory` of the reference: a record or -1. */
  get head(): number {
    return this.program.variables + 7;
  }

  /** Place in `memory` of the number of records that a thread has allocated. */
  protected allocated(lane: number): number {
    return this.program.variables + 8 + lane;
  }

  /** Place in `memory` of a record's field. */
  field(record: number): number {
    return this.program.variables + 8 + this.code.length + record;
  }

  /** A record's name in the scenario. */
  recordName(record: number): string {
    const lane = this.firstRecord.findLastIndex((first) => first <= record);
    const index = record - this.firstRecord[lane];
    return index === 0 ? `rec of ${lane}` : `rec of ${lane}#${index + 1}`;
  }
}
