import { scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, sound, verdictsOf } from "./verdicts.js";

const kind = linux.slab("object", { data: 0 });

describe("kmalloc and kfree", () => {
  it("find a use after free under every memory model", async () => {
    const race = (wait: boolean) =>
      scenario("use against free", (s) => {
        const object = s.record(kind, "object");
        const done = s.completion("done");
        s.thread("user", function* () {
          yield* linux.deref(object, linux.WRITE_ONCE(object.data, 1));
          yield* linux.complete(done);
        });
        s.thread("owner", function* () {
          if (wait) yield* linux.wait_for_completion(done);
          yield* linux.kfree(object);
        });
      });
    for (const memory of memories) {
      expect(await verdictsOf(race(true), memory)).toEqual(sound);
      expect(await verdictsOf(race(false), memory)).toEqual({
        ...sound,
        "no assertion fails": "violated",
      });
    }
  });

  it("find a double free", async () => {
    const twice = scenario("double free", (s) => {
      const object = s.record(kind, "object");
      for (const name of ["a", "b"]) s.thread(name, () => linux.kfree(object));
    });
    expect(await verdictsOf(twice)).toEqual({ ...sound, "no assertion fails": "violated" });
  });

  it("a new object is not the one that was freed", async () => {
    const again = scenario("allocate again", (s) => {
      const x = s.shared("x", 0);
      const t = s.thread("t", function* () {
        yield* linux.WRITE_ONCE(x, 1);
        const first = yield* linux.kmalloc(kind);
        yield* linux.kfree(first);
        const second = yield* linux.kmalloc(kind);
        yield* linux.deref(second, linux.WRITE_ONCE(second.data, 1));
        return first === second;
      });
      s.atEnd("they differ", () => t.result === false);
    });
    expect(await verdictsOf(again)).toEqual({ "they differ": "holds", ...sound });
  });
});
