import { type RecordPool, currentThread } from "./context.js";
import { HeddleError } from "./errors.js";
import type { Location } from "./location.js";
import { type Operation, step } from "./operation.js";
import { Ghost, Shared } from "./shared.js";
import { Entity, requireValue } from "./value.js";
import type { Value } from "./value.js";

/** Adds a location to the shared memory of a scenario. */
export interface Declare {
  <L extends Location>(name: string, make: (slot: number, name: string) => L): L;
}

/** A field that is more than a value: a lock, a typed reference. */
export interface FieldType<X> {
  /** @internal */
  readonly make: (declare: Declare, name: string, initial: unknown) => X;
}

/** What a struct's fields may be declared as. */
export type Fields = Readonly<Record<string, Value | readonly Value[] | FieldType<unknown>>>;

type Widened<V> = V extends boolean ? boolean : V;

/** The shared things that a record of a struct with these fields has. */
export type FieldsOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends FieldType<infer X>
    ? X
    : F[K] extends readonly (infer V)[]
      ? readonly Shared<Widened<V>>[]
      : Shared<Widened<F[K]>>;
};

/** Initial values that differ from those of the struct. */
export type Initial<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends FieldType<Shared<infer V>>
    ? V
    : F[K] extends FieldType<unknown>
      ? never
      : F[K] extends readonly (infer V)[]
        ? readonly Widened<V>[]
        : Widened<F[K]>;
};

/** A record: shared fields under one name; a value that other locations can refer to. */
export type StructRecord<F extends Fields> = Entity & FieldsOf<F>;

/** The record type of a struct: `type Folio = RecordOf<typeof Folio>`. */
export type RecordOf<S> = S extends Struct<infer F> ? StructRecord<F> : never;

/** A kind of record: named fields with their initial values. */
export class Struct<F extends Fields> {
  readonly name: string;
  /** @internal */
  readonly fields: F;

  constructor(name: string, fields: F) {
    this.name = name;
    this.fields = fields;
  }

  /** @internal Makes a record whose locations are declared by `declare`. */
  instantiate(name: string, declare: Declare, initial: Initial<F> = {}): StructRecord<F> {
    for (const key of Object.keys(initial)) {
      if (!(key in this.fields)) {
        throw new HeddleError(`struct ${this.name} has no field ${key}`, {
          hint: `its fields are ${Object.keys(this.fields).join(", ")}`,
        });
      }
    }
    const record = new RecordEntity(name);
    const values = initial as Readonly<Record<string, unknown>>;
    for (const [key, field] of Object.entries(this.fields)) {
      const value = key in values ? values[key] : undefined;
      const item = makeField(declare, `${name}.${key}`, field, key in values, value);
      Object.defineProperty(record, key, { value: item, enumerable: true });
    }
    return record as unknown as StructRecord<F>;
  }
}

class RecordEntity extends Entity {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

function makeField(
  declare: Declare,
  name: string,
  field: Fields[string],
  given: boolean,
  value: unknown,
): unknown {
  if (isFieldType(field)) return field.make(declare, name, value);
  if (Array.isArray(field)) {
    const items = (given ? value : field) as readonly Value[];
    requireLength(items, field.length, name);
    return items.map((item, i) => declareShared(declare, `${name}[${i}]`, item));
  }
  return declareShared(declare, name, given ? value : field);
}

function requireLength(items: readonly unknown[], length: number, name: string): void {
  if (items.length === length) return;
  throw new HeddleError(`${name} has ${length} elements, not ${items.length}`, {
    hint: "give every element an initial value, in the struct or for this record",
  });
}

function isFieldType(field: Fields[string]): field is FieldType<unknown> {
  return typeof field === "object" && field !== null && "make" in field;
}

function declareShared(declare: Declare, name: string, initial: unknown): Shared<Value> {
  requireValue(initial, `the initial value of ${name}`);
  return declare(name, (slot, full) => new Shared<Value>(slot, full, initial));
}

/** Declares a kind of record: `struct("folio", { dirty: false, index: 0, mapping: ref<Mapping>() })`. */
export function struct<F extends Fields>(name: string, fields: F): Struct<F> {
  for (const taken of ["name", "toString", "constructor"]) {
    if (!Object.hasOwn(fields, taken)) continue;
    throw new HeddleError(`struct ${name}: a field cannot be called ${taken}`, {
      hint: "a record has that already, for the text that tables print",
    });
  }
  return new Struct(name, fields);
}

/** A field that refers to a record (or is null, its default). */
export function ref<R extends Entity>(): FieldType<Shared<R | null>> {
  return field<R | null>(null);
}

/** A field of a type that its initial value alone does not tell: `field<"clean" | "dirty">("clean")`. */
export function field<T>(initial: T): FieldType<Shared<T>> {
  return {
    make: (declare, name, given) => {
      const value = given === undefined ? initial : given;
      requireValue(value, `the initial value of ${name}`);
      return declare(name, (slot, full) => new Shared<T>(slot, full, value));
    },
  };
}

/** A field that only properties look at: `struct("object", { next: ref<Obj>(), freed: ghostField(false) })`. */
export function ghostField<T>(initial: T): FieldType<Ghost<T>> {
  requireValue(initial, "the initial value of a ghost field");
  return {
    make: (declare, name) => declare(name, (slot, full) => new Ghost<T>(slot, full, initial)),
  };
}

/**
 * Allocates a record inside a thread. Its identity depends only on the thread's own history. Its
 * initial field values are visible to everyone at once; store what matters afterwards.
 */
export function alloc<F extends Fields>(
  kind: Struct<F>,
  name: string = kind.name,
  initial: Initial<F> = {},
): Operation<StructRecord<F>> {
  const thread = currentThread();
  if (thread === null) {
    throw new HeddleError(`alloc of ${kind.name} outside a thread`, {
      hint: "use s.record(...) to declare a record when the scenario is built",
    });
  }
  const counter = thread.counter(`${name} allocated by ${thread.thread.name}`);
  const pool: RecordPool = {
    struct: kind.name,
    record: name,
    instantiate: (full, declare) => kind.instantiate(full, declare),
  };
  return step<StructRecord<F>>({
    kind: "write",
    label: `alloc ${name}`,
    ordering: "direct",
    locations: [counter],
    access: ["write"],
    fused: true,
    unshared: true,
    show: () => null,
    apply: ([count]) => {
      const index = count as number;
      const record = thread.pooled(pool, index) as StructRecord<F>;
      return { result: record, writes: [[counter, index + 1], ...initialWrites(record, initial)] };
    },
  }).fact((record) => `${record.name} allocated`);
}

function initialWrites<F extends Fields>(
  record: StructRecord<F>,
  initial: Initial<F>,
): (readonly [Location, unknown])[] {
  const writes: (readonly [Location, unknown])[] = [];
  const fields = record as unknown as Record<string, Location | readonly Location[]>;
  for (const [key, value] of Object.entries(initial)) {
    const target = fields[key];
    if (target === undefined) {
      throw new HeddleError(`${record.name} has no field ${key}`);
    }
    if (Array.isArray(target)) {
      requireLength(value as readonly unknown[], target.length, `${record.name}.${key}`);
      (value as readonly unknown[]).forEach((item, i) =>
        writes.push([target[i] as Location, item]),
      );
    } else {
      writes.push([target as Location, value]);
    }
  }
  return writes;
}
