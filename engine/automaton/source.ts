/**
 * Where in the user's source an operation came from, read off the call stack taken when it was
 * made. Frames of the engine and of the bundled kernel model are not the user's.
 */
import { type StackFrame, stackFrames } from "../scenario/operation.js";
import type { Position } from "../trace/trace.js";

const ownFolder = folderOf(stackFrames(new Error().stack ?? "")[0]?.source ?? "");

/** The folder (or script) that all engine code shares. */
function folderOf(source: string): string {
  const cut = source.lastIndexOf("/automaton/");
  return cut < 0 ? source : source.slice(0, cut + 1);
}

function isOwn(frame: StackFrame): boolean {
  const { source } = frame;
  if (ownFolder.endsWith("/")) return source.startsWith(ownFolder) && !source.includes(".test.");
  return source === ownFolder || source === `${ownFolder}/linux`;
}

/** Frames between the operation and the engine's driver: what the thread's own code was doing. */
function threadFrames(stack: string): StackFrame[] {
  const frames = stackFrames(stack).filter((frame) => !frame.source.startsWith("node:"));
  const inside: StackFrame[] = [];
  let left = false;
  for (const frame of frames) {
    const driver = /^_?(Observer|Unfolder)\d*\./.test(frame.name);
    if (driver) break;
    if (isOwn(frame) && !left) continue;
    left = true;
    inside.push(frame);
  }
  return inside.filter((frame) => !isOwn(frame) && frame.source !== "<anonymous>");
}

/**
 * The place in thread code that a stack was taken at, as a key: every line and column from the
 * operation out to the frame's own function, without the engine's driver, which is reached in
 * different ways.
 */
export function siteOf(stack: string): string {
  const lines = stack.split("\n").slice(1);
  const driver = lines.findIndex((line) => /\b_?Observer\d*\.inside\b/.test(line));
  const inside = driver < 0 ? lines : lines.slice(0, driver);
  const resumed = inside.findLastIndex((line) => /next \(<anonymous>\)/.test(line));
  return (resumed < 0 ? inside : inside.slice(0, resumed)).join("\n");
}

/** The innermost line of the user's code that led to the operation, or null. */
export function firstUserFrame(stack: string): Position | null {
  const frame = threadFrames(stack)[0];
  return frame === undefined ? null : positionOf(frame);
}

/** As `firstUserFrame`, for any stack (also of a thrown error). */
export function innermostUserFrame(stack: string): Position | null {
  const frame = stackFrames(stack).find(
    (f) => !isOwn(f) && !f.source.startsWith("node:") && f.source !== "<anonymous>",
  );
  return frame === undefined ? null : positionOf(frame);
}

/** Names of the user's generator functions between the thread and the operation, outermost first. */
export function callChain(stack: string): string[] {
  const names = threadFrames(stack).map((frame) => frame.name.replace(/\.next$/, ""));
  return names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name)).reverse();
}

function positionOf(frame: StackFrame): Position {
  return { source: frame.source, line: frame.line, column: frame.column };
}
