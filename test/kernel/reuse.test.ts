/** Sessions that follow one another in one worker. */
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Connect } from "../../app/kernel/connection.js";
import { connectNode } from "../../app/kernel/node/connect.js";
import type { CellEvent } from "../../app/kernel/protocol.js";
import { reuseWorker } from "../../app/kernel/reuse-worker.js";
import { Session } from "../../app/kernel/session.js";
import { cellsOf, linesOf } from "./run-text.js";

let started = 0;
let connect: Connect;
let warmUp: () => void;
beforeEach(() => {
  started = 0;
  const node = connectNode();
  ({ connect, warmUp } = reuseWorker((...listeners) => {
    started += 1;
    return node(...listeners);
  }));
});

/** Opens a session and says what its cells print. */
function open(): { session: Session; run: (...codes: string[]) => Promise<string[]> } {
  let events: CellEvent[] = [];
  const session = new Session("n.heddle.md", connect, (event) => {
    if (event.type === "cell") events.push(event.event);
  });
  onTestFinished(() => session.close());
  const run = async (...codes: string[]) => {
    events = [];
    await session.run({ cells: cellsOf(...codes).map((cell) => ({ cell, mode: "explore" })) });
    return linesOf(events);
  };
  return { session, run };
}

test("a notebook finds the worker of the one before, and nothing that it has left", async () => {
  const first = open();
  expect(await first.run("const x = 1;", "console.log(x);")).toEqual(["1"]);
  first.session.close();
  const second = open();
  expect(await second.run("const x = 2;", "console.log(x);")).toEqual(["2"]);
  await expect(
    second.session.ask({ type: "replay", check: { cell: "c9", check: 0 }, text: "" }),
  ).rejects.toThrow();
  const [cell] = cellsOf("console.log(typeof x);");
  const later = open();
  second.session.close();
  expect(await later.run("console.log('other');")).toEqual(["other"]);
  expect(cell.reads).toEqual([]);
  expect(started).toBe(1);
});

test("a worker that was started ahead of time is the first session's", async () => {
  warmUp();
  warmUp();
  expect(started).toBe(1);
  expect(await open().run("console.log(1)")).toEqual(["1"]);
  expect(started).toBe(1);
});

test("two sessions at a time have a worker each", async () => {
  const [first, second] = [open(), open()];
  const lines = await Promise.all([first.run("console.log(1)"), second.run("console.log(2)")]);
  expect(lines).toEqual([["1"], ["2"]]);
  expect(started).toBe(2);
});

test("a worker that was ended while it was busy is not used again", async () => {
  const first = open();
  const run = first.run("for (;;);");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await first.session.interrupt();
  await run;
  first.session.close();
  expect(await open().run("console.log(1)")).toEqual(["1"]);
  expect(started).toBe(2);
});
