import { expect, test } from "vitest";
import { targetsOf } from "./launch-arguments.js";

const at = (path: string) => ({ path, cell: null, replay: null, step: null });

test("notebooks are taken relative to where the program was started", () => {
  expect(targetsOf(["a.heddle.md", "/x/b.heddle.md"], "/home")).toEqual([
    at("/home/a.heddle.md"),
    at("/x/b.heddle.md"),
  ]);
});

test("switches and other files are left out", () => {
  expect(targetsOf(["--inspect", ".", "notes.txt", "--x=a.heddle.md"], "/home")).toEqual([]);
});

test("a link shows a step of an interleaving", () => {
  expect(targetsOf(["heddle://open?file=%2Fx%2Fa.heddle.md&cell=c&step=9"], "/home")).toEqual([
    { path: "/x/a.heddle.md", cell: "c", replay: null, step: 9 },
  ]);
});

test("a link that names no whole path is left out", () => {
  expect(targetsOf(["heddle://open?file=a.heddle.md", "heddle:nonsense"], "/home")).toEqual([]);
});
