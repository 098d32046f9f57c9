import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { type BaseIssue, type BaseSchema, safeParse } from "valibot";
import { readIfThere, writeWhole } from "./write-whole.js";

/**
 * One small JSON file of the user's data folder: read once, then kept in memory, written whole.
 * A damaged file is put aside as `NAME.damaged` and counts as absent.
 */
export class JsonFile<T> {
  private value: T | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    readonly path: string,
    private readonly schema: BaseSchema<unknown, T, BaseIssue<unknown>>,
    private readonly initial: T,
  ) {}

  async read(): Promise<T> {
    this.value ??= await this.load();
    return this.value;
  }

  /** Later writes wait for earlier ones, so that the last value is the one that stays. */
  async write(value: T): Promise<void> {
    this.value = value;
    const turn = this.writing.then(() => this.store(value));
    this.writing = turn.catch(() => undefined);
    return turn;
  }

  private async load(): Promise<T> {
    const text = await readIfThere(this.path, `cannot read ${this.path}`);
    if (text === null) return this.initial;
    try {
      const read = safeParse(this.schema, JSON.parse(text));
      if (read.success) return read.output;
    } catch {
      // Not JSON: the same as JSON of another shape.
    }
    await rename(this.path, `${this.path}.damaged`);
    return this.initial;
  }

  private async store(value: T): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await writeWhole(this.path, `${JSON.stringify(value, null, 2)}\n`, `cannot write ${this.path}`);
  }
}
