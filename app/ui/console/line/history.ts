/** Lines that were entered before, and walking through them. */
export class LineHistory {
  private readonly entries: string[] = [];
  /** Index of the entry that is shown; the number of entries for the line being written. */
  private at = 0;
  /** The line being written, while an earlier one is shown. */
  private draft = "";

  /** @param most entries that are kept */
  constructor(private readonly most = 500) {}

  /** Keeps a line, unless it is blank or the one before; the next walk begins at the end. */
  add(line: string): void {
    if (line.trim() !== "" && line !== this.entries.at(-1)) this.entries.push(line);
    if (this.entries.length > this.most) this.entries.shift();
    this.leave();
  }

  /** Ends a walk. */
  leave(): void {
    this.at = this.entries.length;
  }

  /** The entry before the one that is shown; null at the first. */
  previous(present: string): string | null {
    if (this.at === 0) return null;
    if (this.at === this.entries.length) this.draft = present;
    this.at -= 1;
    return this.entries[this.at];
  }

  /** The entry after the one that is shown, at last the line being written; null there. */
  next(): string | null {
    if (this.at >= this.entries.length) return null;
    this.at += 1;
    return this.entries[this.at] ?? this.draft;
  }

  /**
   * The latest entry that contains a text.
   *
   * @param skip how many later ones to pass over; equal lines count once
   */
  search(text: string, skip: number): string | null {
    const found = [...new Set(this.entries.toReversed())].filter((entry) => entry.includes(text));
    return text === "" ? null : (found.at(skip) ?? null);
  }
}
