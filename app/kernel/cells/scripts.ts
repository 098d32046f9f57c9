import type { HeddleError } from "../../../engine/index.js";
import type { Place } from "../../notebook/place.js";
import type { CellCode } from "../protocol.js";
import { scriptName } from "../script-name.js";

/** Where a script's code began in the file when it was evaluated, and where it begins now. */
interface Script {
  readonly evaluated: number;
  present: number;
}

/**
 * The scripts that cells were evaluated as, to tell where in the file something happened. A cell
 * that moved since it was evaluated is found where it is now.
 */
export class Scripts {
  private readonly known = new Map<string, Script>();

  /** @param path the notebook's name in stack traces */
  constructor(readonly path: string) {}

  /** Notes that a cell is about to be evaluated; returns the name of its script. */
  evaluated({ name, firstLine: line }: CellCode): string {
    const script = scriptName(this.path, name);
    this.known.set(script, { evaluated: line, present: line });
    return script;
  }

  /** Notes where a live cell stands now. */
  moved({ name, firstLine }: CellCode): void {
    const script = this.known.get(scriptName(this.path, name));
    if (script !== undefined) script.present = firstLine;
  }

  /** A position of the engine's as a place in the file; null when it is in no cell. */
  placeOf(position: HeddleError["position"]): Place | null {
    if (position === null) return null;
    const script = this.known.get(position.source);
    if (script === undefined) return null;
    return { line: position.line - script.evaluated + script.present, column: position.column };
  }

  /** The innermost frame of a stack that is in some cell; null when there is none. */
  placeInStack(stack: unknown): Place | null {
    if (typeof stack !== "string") return null;
    for (const text of stack.split("\n")) {
      const frame = /^ +at (.*?):(\d+):(\d+)\)?$/.exec(text);
      if (frame === null) continue;
      const [, head, line, column] = frame;
      for (const source of this.known.keys()) {
        if (head === source || head.endsWith(`(${source}`) || head.endsWith(` ${source}`)) {
          return this.placeOf({ source, line: Number(line), column: Number(column) });
        }
      }
    }
    return null;
  }
}

/** Where a cell's code begins: the place of what is known no better. */
export function startOf({ firstLine }: CellCode): Place {
  return { line: firstLine, column: 1 };
}
