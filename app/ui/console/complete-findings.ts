import type { PropertyResult } from "../../../engine/check/result.js";
import type { CellEvent } from "../../kernel/protocol.js";
import type { NotebookController } from "../notebook/controller.js";
import type { KnownCells } from "./known-cells.js";

type ResultEvent = Extract<CellEvent, { readonly type: "result" }>;

/**
 * Finds out of every interleaving on the page which steps' order decides it, where that is not known
 * yet: exports say it. What the kernel cannot be asked any more stays as it is.
 */
export async function complete(known: KnownCells, controller: NotebookController): Promise<void> {
  for (const [cell, { events }] of known.done) {
    for (const event of events) {
      if (event.type !== "result") continue;
      const after = await explained(event, controller);
      if (after !== event) known.replace(cell, event, after);
    }
  }
}

async function explained(
  event: ResultEvent,
  { running }: NotebookController,
): Promise<ResultEvent> {
  const { cell, check, result } = event;
  const properties: PropertyResult[] = [];
  for (const property of result.properties) {
    const { trace, replay, deciding } = property;
    if (trace === null || replay === null || deciding !== undefined) {
      properties.push(property);
      continue;
    }
    const query = { type: "deciding", check: { cell, check }, replay } as const;
    const found = await running.ask(query).catch(() => null);
    properties.push(found === null ? property : { ...property, deciding: found });
  }
  return properties.every((each, at) => each === result.properties[at])
    ? event
    : { ...event, result: { ...result, properties } };
}
