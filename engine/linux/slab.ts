/**
 * Memory that is allocated and freed (include/linux/slab.h), with detection of use after free, as
 * KASAN does it. Declare what can be freed with `slab(name, fields)`, make accesses through it with
 * `deref(object, access)`.
 */
import {
  type Entity,
  type Fields,
  type FieldType,
  type Ghost,
  type Operation,
  type Steps,
  type Struct,
  type StructRecord,
  alloc,
  assert,
  fence,
  ghostField,
  observe,
  struct,
} from "../index.js";

/** The field that `slab` adds. */
export type Freeable = { readonly freed: FieldType<Ghost<boolean>> };

/** An object with an end: what `kfree` takes. In properties: `object.freed.now`. */
export type SlabObject = Entity & { readonly freed: Ghost<boolean> };

/** Declares a kind of object that can be freed. */
export function slab<F extends Fields>(name: string, fields: F): Struct<F & Freeable> {
  return struct(name, { ...fields, freed: ghostField(false) });
}

/**
 * kmalloc(): a new object, as part of the step before. Allocation does not fail, and an address is
 * never used twice: what depends on reuse (ABA) must keep its own list of free objects.
 */
export function kmalloc<F extends Fields>(
  kind: Struct<F>,
  name: string = kind.name,
): Operation<StructRecord<F>> {
  return alloc(kind, name);
}

/**
 * kfree(): from now on every `deref` of the object fails, whatever the thread still has in its store
 * buffer. Freeing twice fails.
 */
export function* kfree(object: SlabObject): Steps {
  yield* fence("load").as(`kfree(${object.name})`);
  const again = yield* observe(object.freed);
  yield* object.freed.set(true);
  yield* assert(!again, `double free of ${object.name}`);
}

/** Makes an access to an object; the thread fails if the object has been freed by then. */
export function* deref<T>(object: SlabObject, access: Operation<T> | Steps<T>): Steps<T> {
  const result = yield* access;
  yield* assert(!(yield* observe(object.freed)), `use after free of ${object.name}`);
  return result;
}
