/**
 * Attempts to get out of a cell, to reach something that is not the language, or to bend what other
 * cells find. They run in the Node kernel and in the browser's. Each is the body of a raw cell and
 * sets `$` to a text; `fails` is a piece of the problem that the cell must end with instead.
 */
export interface Escape {
  readonly name: string;
  readonly body: string;
  readonly value?: string;
  readonly fails?: string;
}

/** Names of what a page, a worker or Node offers besides the language. */
const foreign =
  "process require module exports global Buffer fetch XMLHttpRequest WebSocket WebTransport " +
  "EventSource importScripts indexedDB caches Worker SharedWorker ServiceWorker navigator location " +
  "origin postMessage close self onmessage onerror addEventListener dispatchEvent MessageChannel " +
  "MessagePort BroadcastChannel setTimeout setInterval setImmediate clearTimeout queueMicrotask " +
  "structuredClone performance crypto WebAssembly SharedArrayBuffer WeakRef FinalizationRegistry " +
  "Temporal Blob File FileReader URL Request Response Headers TextDecoder document window top " +
  "parent frames reportError requestAnimationFrame createImageBitmap scheduler trustedTypes gc " +
  "ReadableStream CompressionStream OffscreenCanvas Notification RTCPeerConnection WorkerGlobalScope";

/** Defines a function that gets hold of an operation, which only thread code can make. */
const getOperation = `const anOperation = async () => {
  const got = [];
  await check(scenario("s", (s) => {
    const x = s.shared("x", 0);
    s.thread("t", function* () { const read = x.read(); got.push(read); yield* read; });
  }));
  return got[0];
};`;

/** Code that must throw a TypeError because what it changes is frozen. */
const pollution: readonly string[] = [
  "Array.prototype.push = () => 0",
  "Array.prototype[Symbol.iterator] = function* () {}",
  "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })",
  "Object.defineProperty(Array.prototype, 0, { set() {} })",
  "Object.defineProperty(Object.prototype, 'verdict', { get: () => 'holds' })",
  "Object.prototype.next = 1",
  "Object.prototype.toString = () => ''",
  "Object.prototype.__proto__ = {}",
  "Object.setPrototypeOf(Array.prototype, {})",
  "Object.defineProperty(Object.prototype, '__proto__', { get() {} })",
  "Object.freeze = (o) => o",
  "Function.prototype.call = () => 0",
  "Function.prototype.constructor = 1",
  "(function* () {}).constructor.prototype.prototype.next = () => 0",
  "Object.getPrototypeOf(function* () {}).prototype.next = () => 0",
  "Map.prototype.get = () => undefined",
  "Set.prototype.has = () => true",
  "WeakMap.prototype.get = () => undefined",
  "Promise.prototype.then = () => 0",
  "Promise.resolve = () => 0",
  "Promise[Symbol.species]  = 1",
  "Object.defineProperty(Array, Symbol.species, { value: Object })",
  "String.prototype.slice = () => ''",
  "RegExp.prototype.exec = () => null",
  "Number.prototype.toString = () => ''",
  "BigInt.asUintN = () => 0n",
  "JSON.stringify = () => ''",
  "JSON.parse = () => 0",
  "Math.imul = () => 0",
  "Math.random = () => 0",
  "Date.now = () => 0",
  "Date.prototype.getTime = () => 0",
  "Reflect.ownKeys = () => []",
  "Int32Array.prototype.set = () => 0",
  "Object.getPrototypeOf(Int32Array.prototype).subarray = () => 0",
  "Symbol.prototype.description = ''",
  "Error.prepareStackTrace = (e, frames) => frames",
  "Error.stackTraceLimit = 0",
  "Error.captureStackTrace = () => 0",
  "globalThis.hidden = 1",
  "globalThis.Map = class {}",
  "globalThis.Date = class {}",
  "globalThis.undefined = 1",
  "globalThis.console = {}",
  "console.log = () => 0",
  "Object.setPrototypeOf(globalThis, {})",
  "Shared.prototype.write = () => 0",
  "Object.getPrototypeOf(Shared.prototype).current = () => 0",
  "Shared.hidden = 1",
  "check.hidden = 1",
  "scenario('s', (s) => { s.shared('x', 0).constructor.prototype.read = () => 0; }).build()",
  "scenario('s', (s) => { s.layout.constructor.prototype.thread = () => 0; }).build()",
  "scenario('s', (s) => { s.property = 1; s.constructor.prototype.always = () => 0; }).build()",
  "Object.getPrototypeOf(await anOperation()).as = 1",
  "(await anOperation())[Symbol.iterator]().next = 1",
  "Object.getPrototypeOf((await anOperation())[Symbol.iterator]()).next = () => 0",
  "Object.getPrototypeOf(fc.integer()).generate = () => 0",
  "Object.getPrototypeOf(fc.array(fc.integer())).generate = () => 0",
  "Object.getPrototypeOf(Object.getPrototypeOf(fc.integer())).map = () => 0",
  "Object.getPrototypeOf(fc.stream([][Symbol.iterator]())).map = () => 0",
  "fc.integer = () => 0",
];

const fromText: readonly string[] = [
  "eval('1')",
  "(0, eval)('1')",
  "globalThis.eval('1')",
  "new Function('return 1')()",
  "Function('return 1')()",
  "[].constructor.constructor('return 1')()",
  "(function* () {}).constructor('yield 1')()",
  "(async () => {}).constructor('return 1')()",
  "(async function* () {}).constructor('yield 1')()",
  "Object.getPrototypeOf(function* () {}).constructor('yield 1')()",
  "console.log.constructor('return 1')()",
  "check.constructor('return 1')()",
  "Reflect.construct(Function, ['return 1'])()",
  "Reflect.construct(Function, ['return 1'], Object)()",
  "new (class extends Function {})('return 1')()",
  "new (class extends Object.getPrototypeOf(async () => {}).constructor {})('return 1')()",
  "Function.prototype.constructor.apply(null, ['return 1'])()",
];

export const escapes: readonly Escape[] = [
  {
    name: "no name of the platform is there",
    body: `$ = ${JSON.stringify(foreign)}.split(" ").filter((name) => name in globalThis).join(" ");`,
    value: "",
  },
  {
    name: "the global object inherits nothing but what objects have",
    body: `const names = [];
      for (let o = Object.getPrototypeOf(globalThis); o && o !== Object.prototype; o = Object.getPrototypeOf(o))
        for (const key of Reflect.ownKeys(o)) if (/object|function/.test(typeof o[key])) names.push(String(key));
      $ = names.join(" ");`,
    value: "",
  },
  ...fromText.map((code) => ({
    name: `no code is made from text: ${code}`,
    body: `try { $ = "made " + ${code}; } catch (error) { $ = error instanceof EvalError ? "refused" : String(error); }`,
    value: "refused",
  })),
  ...pollution.map((code) => ({
    name: `what all cells share cannot be changed: ${code}`,
    body: `${getOperation} try { ${code}; $ = "changed"; } catch (error) { $ = error instanceof TypeError ? "frozen" : String(error); }`,
    value: "frozen",
  })),
  {
    name: "everything reachable from a cell belongs to its context and is frozen",
    body: `${getOperation}
      const open = [["this", globalThis], ["check", check], ["scenario", scenario], ["fc", fc], ["Shared", Shared]];
      const operation = await anOperation();
      scenario("s", (s) => {
        open.push(["s", s], ["x", s.shared("x", 0)], ["lock", s.mutex("m")], ["rw", s.rwsem("r")], ["sp", s.spinlock("p")],
          ["cond", s.condition("c")], ["q", s.waitqueue("w")], ["done", s.completion("d")], ["ghost", s.ghost("g", 0)]);
        open.push(["op", operation], ["thread", s.thread("t", function* () {})]);
        open.push(["built", s.built("s")]);
      }).build();
      for (const key of Reflect.ownKeys(fc)) {
        for (const args of [[], [fc.integer()]]) try {
          const made = fc[key](...args);
          if (made instanceof Promise) made.catch(() => {});
          else open.push(["fc." + String(key) + "()", made]);
        } catch {}
      }
      try { null.x; } catch (error) { open.push(["error", error]); }
      open.push(["promise", check(null).catch(() => {})]);
      const seen = new Set(); const bad = [];
      for (let next = open.pop(); next; next = open.pop()) {
        const [path, value] = next;
        if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
        seen.add(value);
        let root = value;
        for (let up = Object.getPrototypeOf(root); up !== null; up = Object.getPrototypeOf(up)) root = up;
        if (root !== Object.prototype && root !== value) bad.push("foreign " + path);
        // What has methods is shared by all who have them: functions of the kernel, and prototypes.
        const shared = Object.hasOwn(value, "constructor") && typeof value.constructor === "function" && value.constructor.prototype === value && Reflect.ownKeys(value).length > 1;
        if (shared && !Object.isFrozen(value)) bad.push("open " + path);
        open.push([path + ".__proto__", Object.getPrototypeOf(value)]);
        for (const key of Reflect.ownKeys(value)) {
          const p = Reflect.getOwnPropertyDescriptor(value, key);
          open.push([path + "." + String(key), p.value], [path + ".get " + String(key), p.get], [path + ".set " + String(key), p.set]);
        }
      }
      $ = (seen.size > 1000) + " " + bad.slice(0, 20).join(", ");`,
    value: "true ",
  },
  {
    name: "dynamic import is refused before anything is evaluated",
    body: `console.log("evaluated"); $ = typeof import("data:text/javascript,export default 1");`,
    fails: "import(...) may not stand here",
  },
  {
    name: "import.meta is refused",
    body: `$ = import.meta.url;`,
    fails: "import(...) may not stand here",
  },
  {
    name: "errors thrown at the end of the stack are the context's own",
    body: `const kinds = new Set();
      let depth = 0;
      function down() {
        depth += 1;
        try { if (depth % 97 === 0) console.log(depth); down(); }
        catch (error) { kinds.add(error instanceof RangeError); throw error; }
      }
      try { down(); } catch {}
      const calls = [];
      // Kept without a call, which may fail there and would leave a rejection that nobody handles.
      function call() { try { call(); } catch { try { calls[calls.length] = check(null); } catch (error) { kinds.add(error instanceof Error); } } }
      call();
      for (const one of calls) await one.catch((error) => kinds.add(error instanceof Error));
      $ = [...kinds].join();`,
    value: "true",
  },
  {
    name: "there is no way to the caller of strict code",
    body: `const ways = [];
      function probe() { for (const way of ["caller", "arguments"]) try { ways.push(typeof probe[way]); } catch (error) { ways.push(error.name); } }
      [1].forEach(probe); scenario("s", (s) => { probe(); s.thread("t", function* () {}); }).build();
      $ = [...new Set(ways)].join();`,
    value: "TypeError",
  },
  {
    name: "stack frames are text only",
    body: `const error = new Error("x"); const box = {}; Error.captureStackTrace(box);
      $ = [typeof error.stack, typeof box.stack, typeof Error.prepareStackTrace].join();`,
    value: "string,string,undefined",
  },
  {
    name: "there is no memory to share and nothing to wait on",
    body: `const found = [];
      for (const make of [() => new SharedArrayBuffer(8), () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer])
        try { make(); found.push("made"); } catch (error) { found.push(error.name); }
      for (const wait of ["wait", "waitAsync", "notify"]) {
        try { const r = Atomics[wait](new Int32Array(4), 0, 0, 1); found.push(wait === "notify" && r === 0 ? "TypeError" : "waited"); }
        catch (error) { found.push(error.name); }
      }
      $ = [...new Set(found)].sort().join();`,
    value: "ReferenceError,TypeError",
  },
  {
    name: "there are no timers in disguise",
    body: `let turns = 0;
      for (let i = 0; i < 1000; i += 1) { await null; turns += 1; }
      await new Promise(() => {}); $ = "waited";`,
    fails: "waits for a promise that nothing will resolve",
  },
  {
    name: "a thenable value is only a value",
    body: `let called = 0; $ = { then(resolve) { called += 1; } };
      $ = Object.defineProperty([], "then", { value: undefined }) && "text";`,
    value: "text",
  },
  {
    name: "a hostile value is shown or not, and no more",
    body: `$ = new Proxy({}, { ownKeys() { throw new Error("trap"); }, getPrototypeOf() { throw new Error("trap"); } });`,
    value: "(a value that cannot be shown)",
  },
  {
    name: "what is no data cannot be reported as a result",
    body: `const name = { toString: () => "forged", [Symbol.toPrimitive]: () => "forged", trap: () => 0 };
      await check(scenario(name, (s) => { s.thread("t", function* () {}); }));`,
    fails: "cannot be reported",
  },
  {
    name: "a cell cannot pass for one that was interrupted",
    body: `try { await check(null); } catch (error) {
        const forged = Object.create(Object.getPrototypeOf(error)); throw Object.assign(forged, { name: "Interrupted" });
      }`,
    fails: "",
  },
  ...[
    "configureGlobal({ numRuns: 1 })",
    "resetConfigureGlobal()",
    "installGlobalPlugin(() => ({}))",
  ].map((call) => ({
    name: `workloads of other cells cannot be changed: fc.${call}`,
    body: `fc.${call};`,
    fails: "would change the workloads of other cells",
  })),
  {
    name: "the settings of workloads are read-only",
    body: `try { fc.readConfigureGlobal().numRuns = 1; } catch {} $ = String(fc.readConfigureGlobal().numRuns);`,
    value: "undefined",
  },
];

/** What honest code does that frozen built-ins must not get in the way of. */
export const honest: readonly Escape[] = [
  {
    name: "a class of errors with its own name",
    body: `class Mine extends Error { constructor(text) { super(text); this.name = "Mine"; } }
      const error = new Mine("a"); error.message = "b"; $ = String(error) + Object.keys(error).join();`,
    value: "Mine: bname",
  },
  {
    name: "classes of the old kind",
    body: `function Point(x) { this.x = x; }
      Point.prototype.toString = function () { return "P" + this.x; };
      Point.prototype.constructor = Point;
      function Sub(x) { Point.call(this, x); }
      Sub.prototype = Object.create(Point.prototype); Sub.prototype.constructor = Sub;
      Sub.prototype.valueOf = function () { return this.x; };
      $ = String(new Point(1)) + (new Sub(2) + 1) + new Sub(3).constructor.name;`,
    value: "P13Sub",
  },
  {
    name: "objects with fields that built-ins have too",
    body: `const o = {}; o.constructor = 1; o.toString = () => "o"; o.hasOwnProperty = 2; o.name = 3;
      const f = () => 0; f.toString = () => "f";
      class Stack extends Array { push(...xs) { return super.push(...xs.map((x) => x + 1)); } }
      const stack = new Stack(); stack.push(1, 2);
      $ = String(o) + f + stack.join() + Object.keys(o).length + (stack instanceof Stack);`,
    value: "of2,34true",
  },
  {
    name: "random numbers and dates outside of scenarios",
    body: `const now = Date.now(); const date = new Date(2020, 1, 1);
      $ = [typeof Math.random(), now > 1e12, date.getFullYear(), date instanceof Date, date.constructor === Date, typeof Date()].join();`,
    value: "number,true,2020,true,true,string",
  },
  {
    name: "collections, generators, regular expressions, big integers",
    body: `function* g() { yield 1; yield 2; }
      const map = new Map([...g()].map((n) => [n, n * n]));
      $ = [...map.values()].join() + "a-b".replace(/-(.)/, "$1") + (2n ** 70n) + JSON.stringify({ a: [1] }) + [3, 1, 2].sort();`,
    value: '1,4ab1180591620717411303424{"a":[1]}1,2,3',
  },
];

/** A cell whose verdicts must come out the same whatever other cells have tried. */
export const witness = `
const lost = scenario("lost update", (s) => {
  const x = s.shared("x", 0);
  for (const name of ["A", "B"]) s.thread(name, function* () { const seen = yield* x.read(); yield* x.write(seen + 1); });
  s.atEnd("x is 2", () => x.now === 2);
  s.always("x is small", () => x.now < 3);
});
await check(lost);
await check(lost, { memory: "tso", engine: "traces" });
await forAll("adding", fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), (s, steps) => {
  const sum = s.shared("sum", 0);
  for (const [i, step] of steps.entries()) s.thread("t" + i, function* () { const seen = yield* sum.read(); yield* sum.write(seen + step); });
  s.atEnd("nothing is lost", () => sum.now === steps.reduce((all, step) => all + step, 0));
});`;
