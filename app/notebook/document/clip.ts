/** Blocks on their way through a clipboard: as the Markdown that they are in a file. */
import type { Block } from "./block.js";
import type { NewBlock } from "./edit.js";
import { isCellName } from "../parse-info.js";
import { parseDocument } from "./parse-document.js";
import { blockText } from "./serialize-document.js";

/** Blocks as text with a blank line between them. */
export function clipText(blocks: readonly Block[]): string {
  const texts = blocks.map((block, at) => blockText(block, at === blocks.length - 1));
  return `${texts.join("\n\n")}\n`;
}

/** The blocks of a text, wherever it comes from: what is no cell is prose. */
export function readClip(text: string): NewBlock[] {
  return parseDocument(text).blocks.map((block) =>
    block.type === "prose"
      ? { type: "prose", text: block.text }
      : {
          type: "cell",
          code: block.code,
          options: block.options,
          ...(isCellName(block.name) ? { name: block.name } : {}),
        },
  );
}
