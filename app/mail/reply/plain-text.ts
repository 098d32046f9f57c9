/** A notebook's prose as the plain text of a mail: quotations quoted, the rest wrapped. */
import { wrap } from "../../../engine/report/wrap.js";
import { fromMarkdown, unescapeLine } from "../markdown-text.js";

/** A line that only names who is quoted below it; the mail says that in its attribution lines. */
const nameLine = /^\*\*.+:\*\*$/;
const comment = /<!--[^]*?-->/g;

interface Block {
  readonly kind: "quote" | "fence" | "verbatim" | "item" | "text";
  readonly lines: string[];
}

/** The lines of a piece of prose; blank lines separate its blocks, none at its ends. */
export function plainText(markdown: string, width: number): string[] {
  const lines: string[] = [];
  let before: Block | null = null;
  for (const block of blocksOf(markdown)) {
    if (before?.kind === "quote" && block.kind === "quote") {
      lines.push(
        "> ".repeat(Math.min(depthOf(before.lines.at(-1)), depthOf(block.lines[0]))).trimEnd(),
      );
    } else if (before !== null && !(before.kind === "item" && block.kind === "item"))
      lines.push("");
    lines.push(...textOf(block, width));
    before = block;
  }
  return lines;
}

/** Levels of quoting. */
function depthOf(line = ""): number {
  return marksOf(line).replace(/ /g, "").length;
}

function marksOf(line: string): string {
  return /^(?:> ?)+/.exec(line)?.[0] ?? "";
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let fence: string | null = null;
  const add = (kind: Block["kind"], line: string): void => {
    if (open?.kind !== kind || kind === "item") {
      open = { kind, lines: [] };
      blocks.push(open);
    }
    open.lines.push(line);
  };
  for (const line of markdown.replace(comment, "").split("\n")) {
    if (fence !== null) {
      if (line.trim() === fence) {
        fence = null;
        open = null;
      } else add("fence", line);
    } else if (/^(`{3,}|~{3,})/.test(line)) {
      fence = /^(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
      open = null;
    } else if (line.trim() === "" || nameLine.test(line)) open = null;
    else if (line.startsWith(">")) add("quote", line);
    else if (/^(?: {4}|\t|\|)/.test(line)) add("verbatim", line);
    else if (/^ {0,3}(?:[-*+]|\d+[.)]) /.test(line)) add("item", line);
    else if (open !== null && (open as Block).kind === "item") (open as Block).lines.push(line);
    else add("text", line);
  }
  return blocks;
}

function textOf({ kind, lines }: Block, width: number): string[] {
  switch (kind) {
    case "quote":
      return quoted(lines);
    case "fence":
    case "verbatim":
      return lines.map((line) => line.trimEnd());
    case "item": {
      const [, marker, rest] = /^ *(\S+) +(.*)$/.exec(lines[0]) ?? ["", "-", lines[0]];
      const text = inline([rest, ...lines.slice(1)].join(" "));
      return wrap(text, `${marker} `, " ".repeat(marker.length + 1), width);
    }
    case "text": {
      const text = lines.map((line) => line.replace(/^ {0,3}#{1,6} +(.*?)[ #]*$/, "$1"));
      const isHeading = /^ {0,3}#{1,6} /.test(lines[0]);
      if (!isHeading) return wrap(inline(text.join(" ")), "", "", width);
      const rest = text.slice(1).join(" ");
      return [
        ...wrap(inline(text[0]), "", "", width),
        ...(rest === "" ? [] : ["", ...wrap(inline(rest), "", "", width)]),
      ];
    }
  }
}

/** `> > text`, each run of one depth put back as the mail had it. */
function quoted(lines: readonly string[]): string[] {
  const text: string[] = [];
  let run: string[] = [];
  let depth = 0;
  const close = (): void => {
    const marks = "> ".repeat(depth);
    text.push(...fromMarkdown(run).map((line) => `${marks}${line}`.trimEnd()));
    run = [];
  };
  for (const line of lines) {
    if (depthOf(line) !== depth) close();
    depth = depthOf(line);
    run.push(line.slice(marksOf(line).length));
  }
  close();
  return text;
}

/** Markdown inside a line as a reader of plain text wants it. */
function inline(text: string): string {
  const plain = text
    .replace(/\s+/g, " ")
    .replace(/(?<!\\)\[([^\]]*)\]\((\S+?)\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/(?<!\\)<(https?:[^>]+)>/g, "$1")
    .replace(/(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, "$2")
    .replace(/(?<![\\\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])/g, "$1");
  return unescapeLine(plain);
}
