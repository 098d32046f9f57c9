/**
 * Attempts to get out of the Node kernel. They show that the usual ways are closed, not that none is
 * open: Node's `vm` is no security boundary.
 */
import { afterAll, expect, test } from "vitest";
import { connectNode } from "../../app/kernel/node/connect.js";
import { type CellEvent, type RunEnd } from "../../app/kernel/protocol.js";
import { Session } from "../../app/kernel/session.js";
import { escapes, honest, witness } from "./escapes.js";
import { rawCell } from "./raw-cell.js";
import { resultsIn } from "./results-in.js";

let events: CellEvent[] = [];
const session = new Session("n.heddle.md", connectNode(), (event) => {
  if (event.type === "cell") events.push(event.event);
});
afterAll(() => session.close());

async function run(body: string): Promise<{ end: RunEnd; events: CellEvent[] }> {
  events = [];
  const end = await session.run({ cells: [{ cell: rawCell("c", body), mode: "explore" }] });
  return { end, events };
}

const before = run(witness);

test.each([...escapes, ...honest])("$name", async ({ body, value, fails }) => {
  await before;
  const { end, events } = await run(body);
  if (fails !== undefined) {
    expect(end.type === "failed" && end.problems[0].message).toContain(fails);
    return;
  }
  expect(end).toEqual({ type: "done" });
  const told = events.flatMap((event) => (event.type === "value" ? [event.value] : []));
  expect(told).toEqual([{ kind: "text", text: value }]);
});

test("after all that, verdicts are what they were", async () => {
  const first = resultsIn((await before).events);
  expect(first).toHaveLength(4);
  const after = await run(witness);
  expect(after.end).toEqual({ type: "done" });
  expect(resultsIn(after.events)).toEqual(first);
});
