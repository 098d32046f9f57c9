import { scenario, spawn, check } from "../../engine/index.js";
const sc = scenario("a", (s) => {
  const x = s.shared("x", 0);
  const t0 = s.thread("t0", function* () { yield* spawn("c0", function* () { return 2; }); });
  s.thread("t1", function* () { yield* x.write(1); });
  s.eventually("e", () => x.now === 0 && t0.done);
});
const r = await check(sc, { memory: "tso", engine: "states" });
const p = r.properties[0];
console.log(p.verdict, p.trace?.steps.map((s) => [s.thread, s.label]));
