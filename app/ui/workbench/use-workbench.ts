/** How components get at the workbench they are drawn in. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { WorkbenchState } from "./state.js";
import type { Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** Provides the workbench to everything in it. */
export const WorkbenchContext = createContext<Workbench | null>(null);

/**
 * The workbench.
 *
 * @throws Error outside of it
 */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error("this component belongs into a workbench");
  return workbench;
}

/** A part of the workbench's state, drawn anew when it changes. */
export function useWorkbenchState<T>(select: (state: WorkbenchState) => T): T {
  return useStore(useWorkbench().store, select);
}

/** The tab that is shown; null on the welcome page. */
export function useActiveTab(): Tab | null {
  return useWorkbenchState(({ tabs, active }) => tabs.find(({ id }) => id === active) ?? null);
}
