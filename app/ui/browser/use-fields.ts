import { useRef } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";

/**
 * Several values of a store with one subscription: the same object as long as each of its fields
 * is the same. Blocks use it, of which a notebook has hundreds, all asked with every key.
 */
export function useFields<State, Fields extends object>(
  store: StoreApi<State>,
  select: (state: State) => Fields,
): Fields {
  const last = useRef<Fields | null>(null);
  return useStore(store, (state) => {
    const fields = select(state);
    if (last.current === null || !sameFields(last.current, fields)) last.current = fields;
    return last.current;
  });
}

function sameFields<Fields extends object>(some: Fields, others: Fields): boolean {
  for (const key in others) if (!Object.is(some[key], others[key])) return false;
  return true;
}
