/** The latest lines of a log, for a terminal that is made later. */
export class ConsoleLog {
  private chunks: string[] = [];
  private lines = 0;

  /** @param most lines that are kept, about */
  constructor(private readonly most = 10_000) {}

  /** Adds whole lines. */
  add(text: string): void {
    this.chunks.push(text);
    this.lines += text.split("\n").length - 1;
    if (this.lines > this.most * 2) this.shorten();
  }

  /** Forgets everything. */
  clear(): void {
    this.chunks = [];
    this.lines = 0;
  }

  /** All that is kept. */
  get text(): string {
    this.shorten();
    return this.chunks.join("");
  }

  private shorten(): void {
    const lines = this.chunks.join("").split(/(?<=\n)/);
    const kept = lines.slice(-this.most);
    this.chunks = [kept.join("")];
    this.lines = kept.length;
  }
}
