/** Actions on one thing happen one after the other, in the order they were asked for. */
export class Turns {
  /** The last action on each thing that is not over; none of them rejects. */
  private readonly last = new Map<string, Promise<void>>();

  /** Performs an action when those before it on the same thing are over, however they ended. */
  take<T>(thing: string, action: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(thing) ?? Promise.resolve()).then(action);
    const end = (): void => {
      if (this.last.get(thing) === over) this.last.delete(thing);
    };
    const over = turn.then(end, end);
    this.last.set(thing, over);
    return turn;
  }

  /** Resolves when everything is over that was asked for so far. */
  async settled(): Promise<void> {
    await Promise.all(this.last.values());
  }
}
