/** What the host has told of its own accord, for whoever draws it. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { HostEvents } from "../../host/contract.js";

/** A change that another program made to an open file. */
export type DiskChange = Parameters<HostEvents["changedOnDisk"]>[0];

/** The latest news. */
export interface HostNews {
  readonly changed: DiskChange | null;
  /** Paths that another window or tab has open, too. */
  readonly elsewhere: ReadonlySet<string>;
  /** True when the connection has ended: nothing can be saved any more. */
  readonly lost: boolean;
}

/** A store of the news. */
export function createHostNews(): StoreApi<HostNews> {
  return createStore<HostNews>(() => ({ changed: null, elsewhere: new Set(), lost: false }));
}
