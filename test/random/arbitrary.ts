/**
 * The generator of random programs: few locations, so that threads collide; branches and asserts on
 * what was read; sizes such that all interleavings can be enumerated.
 */
import fc from "fast-check";
import type {
  Change,
  ChildCode,
  Cond,
  Expr,
  Local,
  Pred,
  PropertyKind,
  QueueOp,
  RandomProgram,
  RandomProperty,
  Stmt,
  ThreadCode,
} from "./program.js";

/** Records that threads allocate; or threads that wait in a queue, or for a completion. */
export type Special = "records" | "waits";

/** What programs may contain. */
export interface Shape {
  /** Retry loops (the state graph then has cycles). */
  readonly retry: boolean;
  /** Stores inside retry loops: with store buffers these grow for ever. */
  readonly storesInRetry: boolean;
  /** What most statements are about, if not about variables. */
  readonly special?: Special;
  /** Most steps of all threads together, loops unrolled. */
  readonly steps: number;
}

const local = fc.constantFrom<Local>(0, 0, 1);
const value = fc.constantFrom(0, 1, 2);
const nonZero = fc.constantFrom(1, 1, 2);
/** Most accesses go to the first variable. */
const place = fc.constantFrom(0, 0, 0, 1, 1, 2);

const expr: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 3, arbitrary: nonZero.map((v): Expr => ({ is: "constant", value: v })) },
  {
    weight: 2,
    arbitrary: fc.tuple(local, value).map(([l, plus]): Expr => ({ is: "local", local: l, plus })),
  },
);

const cond: fc.Arbitrary<Cond> = fc.record({
  local,
  equals: fc.constantFrom(0, 0, 1, 1, 2),
  not: fc.boolean(),
});

const change: fc.Arbitrary<Change> = fc.constantFrom<Change>(
  { times: 1, plus: 1 },
  { times: 1, plus: 1 },
  { times: 2, plus: 0 },
  { times: 0, plus: 2 },
);

const read = fc.record({ do: fc.constant("read" as const), x: place, to: local });
const write = fc.record({
  do: fc.constant("write" as const),
  x: place,
  value: expr,
  release: fc.constantFrom(false, false, true),
});
const update = fc.record({ do: fc.constant("update" as const), x: place, change, to: local });
const apply = fc.record({
  do: fc.constant("apply" as const),
  x: place,
  change,
  release: fc.constantFrom(false, false, true),
});
const exchange = fc.record({
  do: fc.constant("exchange" as const),
  x: place,
  value: expr,
  to: local,
});
const cas = fc.record({
  do: fc.constant("cas" as const),
  x: place,
  expected: expr,
  next: expr,
  to: local,
});
const fence = fc.record({
  do: fc.constant("fence" as const),
  kind: fc.constantFrom("full" as const, "store" as const, "load" as const),
});
const choose = fc.record({
  do: fc.constant("choose" as const),
  of: fc.constantFrom(2, 2, 3),
  to: local,
});
const waiting = fc.record({
  do: fc.constant("await" as const),
  x: place,
  equals: value,
  not: fc.boolean(),
});
const waitingForTwo = fc.record({
  do: fc.constant("await2" as const),
  x: place,
  y: place,
  sum: fc.constantFrom(0, 1, 2, 3),
});
const ghost = fc.record({ do: fc.constant("ghost" as const), value: expr });
const joining = fc.record({ do: fc.constant("join" as const), thread: fc.nat({ max: 3 }) });
const asserting = fc.record({ do: fc.constant("assert" as const), cond });
const assuming = fc.record({ do: fc.constant("assume" as const), cond });
const queue = fc.record({
  do: fc.constant("queue" as const),
  op: fc.constantFrom<QueueOp>(
    "prepare",
    "prepare",
    "sleep",
    "sleep",
    "finish",
    "wakeAll",
    "wakeOne",
    "wakeOne",
  ),
});
const complete = fc.constant<Stmt>({ do: "complete" });
const waitCompletion = fc.constant<Stmt>({ do: "waitCompletion" });
const publish = fc.record({
  do: fc.constant("publish" as const),
  value: expr,
  release: fc.boolean(),
});
const follow = fc.record({ do: fc.constant("follow" as const), to: local });
const through = fc.record({ do: fc.constant("through" as const), value: expr });
const condIf = (body: fc.Arbitrary<Stmt[]>): fc.Arbitrary<Stmt> =>
  fc.record({ do: fc.constant("if" as const), cond, then: body, else: body });

/** Statements that cannot wait, for atomic blocks. */
const quick: fc.Arbitrary<Stmt> = fc.oneof(read, write, update, apply, cas, ghost);

const many = (stmt: fc.Arbitrary<Stmt>, minLength: number, maxLength: number) =>
  fc.array(stmt, { minLength, maxLength, size: "max" });

const simple: fc.Arbitrary<Stmt> = fc.oneof(
  { weight: 8, arbitrary: read },
  { weight: 9, arbitrary: write },
  { weight: 3, arbitrary: update },
  { weight: 3, arbitrary: apply },
  { weight: 2, arbitrary: exchange },
  { weight: 3, arbitrary: cas },
  { weight: 2, arbitrary: fence },
  { weight: 1, arbitrary: choose },
  { weight: 2, arbitrary: waiting },
  { weight: 1, arbitrary: waitingForTwo },
  { weight: 2, arbitrary: ghost },
  { weight: 1, arbitrary: asserting },
  { weight: 1, arbitrary: assuming },
);

/** What is not an access to a variable. */
const specials: Readonly<Record<Special, fc.Arbitrary<Stmt>>> = {
  records: fc.oneof(
    { weight: 3, arbitrary: publish },
    { weight: 3, arbitrary: follow },
    { weight: 2, arbitrary: through },
  ),
  waits: fc.oneof(
    { weight: 6, arbitrary: queue },
    { weight: 1, arbitrary: complete },
    { weight: 1, arbitrary: waitCompletion },
  ),
};

function nested(body: fc.Arbitrary<Stmt[]>): fc.Arbitrary<Stmt> {
  return fc.oneof(
    { weight: 4, arbitrary: condIf(body) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("atomic" as const), body: many(quick, 1, 3) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom("locked" as const, "locked" as const, "trylocked" as const),
        lock: fc.nat({ max: 1 }),
        body,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("semaphore" as const),
        write: fc.boolean(),
        try: fc.boolean(),
        body,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("repeat" as const),
        times: fc.constantFrom(2, 3),
        body,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("call" as const),
        argument: expr,
        body,
        result: expr,
        to: local,
      }),
    },
  );
}

/** The last read decides whether the loop is left. */
function retry(shape: Shape): fc.Arbitrary<Stmt> {
  const trylocked: fc.Arbitrary<Stmt> = fc.record({
    do: fc.constant("trylocked" as const),
    lock: fc.constant(0),
    body: fc.constant([]),
  });
  const last = fc.oneof(
    { weight: 4, arbitrary: read },
    { weight: 2, arbitrary: cas },
    { weight: 1, arbitrary: exchange },
    { weight: 1, arbitrary: update },
    { weight: 1, arbitrary: choose },
  ) as fc.Arbitrary<Stmt>;
  const first = fc.oneof(
    { weight: 3, arbitrary: last },
    { weight: 1, arbitrary: ghost },
    ...(shape.storesInRetry
      ? [
          { weight: 2, arbitrary: write },
          { weight: 1, arbitrary: trylocked },
        ]
      : []),
  ) as fc.Arbitrary<Stmt>;
  return fc.record({
    do: fc.constant("retry" as const),
    body: fc.tuple(many(first, 0, 1), last).map(([before, end]) => [...before, end]),
    until: cond,
  });
}

function statement(shape: Shape): fc.Arbitrary<Stmt> {
  const special = shape.special === undefined ? null : specials[shape.special];
  const inner = fc.oneof(
    { weight: 6, arbitrary: simple },
    { weight: special === null ? 0 : 4, arbitrary: special ?? simple },
    { weight: 1, arbitrary: nested(many(simple, 0, 2)) },
  );
  return fc.oneof(
    { weight: special === null ? 14 : 4, arbitrary: simple },
    { weight: special === null ? 0 : 14, arbitrary: special ?? simple },
    { weight: 5, arbitrary: nested(many(inner, 0, 2)) },
    { weight: 1, arbitrary: joining },
    ...(shape.retry ? [{ weight: 6, arbitrary: retry(shape) }] : []),
  );
}

const result = fc.option(expr, { freq: 4 });

function thread(shape: Shape): fc.Arbitrary<ThreadCode> {
  return fc.record({ body: many(statement(shape), 1, 5), result });
}

const leaf: fc.Arbitrary<Pred> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant("equal" as const), x: place, value }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant("same" as const), x: place, y: place }) },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant("sum" as const), value: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("ghost" as const), value }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("held" as const), lock: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("field" as const), value }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("queued" as const), thread: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("completions" as const), value }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant("done" as const), thread: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant("result" as const), thread: fc.nat(3), value }),
  },
);

const negated: fc.Arbitrary<Pred> = fc.oneof(
  { weight: 2, arbitrary: leaf },
  { weight: 1, arbitrary: leaf.map((of): Pred => ({ is: "not", of })) },
);

const pred: fc.Arbitrary<Pred> = fc.oneof(
  { weight: 1, arbitrary: negated },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constantFrom("and" as const, "or" as const, "or" as const),
      left: negated,
      right: negated,
    }),
  },
);

const kinds: readonly PropertyKind[] = ["always", "always", "atEnd", "reachable", "eventually"];

const properties: fc.Arbitrary<RandomProperty[]> = fc.tuple(
  ...kinds.map((kind) => pred.map((p): RandomProperty => ({ kind, pred: p }))),
);

const child: fc.Arbitrary<ChildCode> = fc.record({
  body: many(simple, 0, 3),
  result,
  after: fc.nat(3),
  joined: fc.boolean(),
});

/** Random programs of a shape. */
export function randomProgram(shape: Shape): fc.Arbitrary<RandomProgram> {
  return fc
    .record({
      variables: fc.constantFrom(1, 2, 2, 3),
      threads: fc.array(thread(shape), { minLength: 2, maxLength: 4, size: "max" }),
      children: fc.oneof(
        { weight: 5, arbitrary: fc.constant<ChildCode[]>([]) },
        { weight: 1, arbitrary: fc.array(child, { minLength: 1, maxLength: 2 }) },
      ),
      properties,
    })
    .map((program) => fitted(program, shape.steps));
}

/** Cuts thread bodies so that all threads together take about as many steps as allowed. */
function fitted(program: RandomProgram, steps: number): RandomProgram {
  const count = program.threads.length + program.children.length;
  const each = Math.max(1, Math.floor((steps * 1.15) / (count + (count - 2) * 0.6)));
  return {
    ...program,
    threads: program.threads.map((code) => ({ ...code, body: cut(code.body, each) })),
    children: program.children.map((code) => ({ ...code, body: cut(code.body, each) })),
  };
}

function cut(body: readonly Stmt[], most: number): Stmt[] {
  const kept: Stmt[] = [];
  let left = most;
  for (const stmt of body) {
    left -= weight(stmt);
    if (left < 0 && kept.length > 0) break;
    kept.push(stmt);
  }
  return kept;
}

/** Steps that a statement takes at most, roughly. */
function weight(stmt: Stmt): number {
  switch (stmt.do) {
    case "assert":
    case "assume":
    case "ghost":
      return 0;
    case "atomic":
      return 1;
    case "follow":
    case "through":
      return 2;
    case "locked":
    case "trylocked":
    case "semaphore":
      return 2 + sum(stmt.body);
    case "if":
      return Math.max(sum(stmt.then), sum(stmt.else));
    case "repeat":
      return stmt.times * sum(stmt.body);
    case "retry":
      return 2 * sum(stmt.body);
    case "call":
      return sum(stmt.body);
    default:
      return 1;
  }
}

function sum(body: readonly Stmt[]): number {
  return body.reduce((total, stmt) => total + weight(stmt), 0);
}
