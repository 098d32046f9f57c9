import { expect, test } from "vitest";
import { checkpoint, type Scenario, scenario } from "heddle";
import { machineFor } from "../../memory/models.js";
import { Coverage } from "./coverage.js";
import { StateSearch } from "./state-search.js";

const counters = scenario("counters", (s) => {
  for (const name of ["a", "b", "c", "d", "e"]) {
    const x = s.shared(name, 0);
    s.thread(name, function* () {
      for (let i = 1; i <= 9; i++) yield* x.write(i);
    });
  }
});

/** Goes round for ever. */
const wheel = scenario("wheel", (s) => {
  const x = s.shared("x", 0);
  const ys = s.array("y", 3, 0);
  ys.forEach((y, i) => {
    s.thread(`t${i}`, function* () {
      for (;;) {
        yield* checkpoint();
        const v = yield* x.read();
        yield* y.write(v);
        yield* x.write((v + i + 1) % 7);
      }
    });
  });
});

/** Shares that were estimated and true ones, one after the other as the search goes on. */
function sharesOf(s: Scenario): { readonly estimated: number[]; readonly actual: number[] } {
  const makeMachine = () => machineFor(s.build(), "sc");
  const search = new StateSearch(makeMachine(), { states: 1e7, bytes: 1e9 }, false);
  const coverage = new Coverage(search, makeMachine);
  const estimated: number[] = [];
  const sizes: number[] = [];
  for (let over = false; !over;) {
    over = search.run(2000);
    estimated.push(coverage.share!);
    sizes.push(search.visited.size);
  }
  return { estimated, actual: sizes.map((size) => size / search.visited.size) };
}

test.each([counters, wheel])("$name: the estimate never falls, ends at 1, and is near", (s) => {
  const { estimated, actual } = sharesOf(s);
  expect(actual.length).toBeGreaterThan(10);
  expect(estimated).toEqual([...estimated].sort((a, b) => a - b));
  expect(estimated.at(-1)).toBe(1);
  actual.forEach((share, i) => {
    expect(Math.abs(estimated[i] - share)).toBeLessThan(0.35);
  });
});

test("there is none of a scenario that cannot be walked", () => {
  const search = new StateSearch(
    machineFor(counters.build(), "sc"),
    { states: 9, bytes: 9 },
    false,
  );
  const broken = new Coverage(search, () => {
    throw new Error("broken");
  });
  expect(broken.share).toBeNull();
  const other = new Coverage(search, () => machineFor(wheel.build(), "sc"));
  expect(other.share).toBeNull();
});
