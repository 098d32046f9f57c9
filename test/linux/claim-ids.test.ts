import { type Builder, scenario } from "heddle";
import { type PageCache, invariants, pageCache, reachability } from "heddle/linux";
import { expect, test } from "vitest";

const declaring = (declare: (s: Builder, m: PageCache) => void) => () =>
  scenario("claims", (s) => declare(s, pageCache(s, { pages: 2 }))).build();

test("a scenario that names no claim is refused: it would hold in any case", () => {
  expect(declaring((s, m) => invariants(s, m))).toThrow("invariants(s, m) names nothing to check");
  expect(declaring((s, m) => reachability(s, m))).toThrow("names nothing to check");
});

test("a claim that does not exist is refused", () => {
  expect(declaring((s, m) => invariants(s, m, "I99" as never))).toThrow("does not know I99");
});
