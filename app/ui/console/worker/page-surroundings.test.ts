import { expect, test } from "vitest";
import type { Connect } from "../../../kernel/connection.js";
import type { CommandRequest } from "./protocol.js";
import { type PageServices, pageSurroundings } from "./page-surroundings.js";

const request: CommandRequest = {
  words: ["run"],
  name: "n.heddle.md",
  text: "",
  recorded: null,
  trusted: true,
  known: new Map(),
  onlyKnown: false,
  workers: 3,
  input: null,
  columns: null,
};
const connection: Connect = () => ({ post: () => undefined, terminate: () => undefined });

/** Surroundings, and the workers with which they started kernels. */
function around(change: Partial<CommandRequest> = {}) {
  const started: number[] = [];
  const services = {
    connect: (workers: number) => {
      started.push(workers);
      return connection;
    },
  } as unknown as PageServices;
  return { started, ...pageSurroundings(services, { ...request, ...change }) };
}

test("a kernel of a command's own uses the workers of the settings, or those it was given", () => {
  const { started, startKernel } = around();
  startKernel("n.heddle.md", () => undefined);
  startKernel("n.heddle.md", () => undefined, { workers: 1 });
  expect(started).toEqual([3, 1]);
});

test("a notebook that is not trusted starts no kernel", () => {
  const { started, startKernel } = around({ trusted: false });
  expect(() => startKernel("n.heddle.md", () => undefined)).toThrow("not trusted");
  expect(started).toEqual([]);
});
