import { type RefObject, useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { NotebookController } from "../notebook/controller.js";

/**
 * Keeps the keyboard at the selected block while commands are given, and the block in sight.
 *
 * @param elsewhere whether the keyboard belongs to something beside the blocks
 */
export function useKeyboardFocus(
  { store }: NotebookController,
  frame: RefObject<HTMLElement | null>,
  elsewhere: boolean,
): void {
  const selected = useStore(store, (state) => state.selected);
  const mode = useStore(store, (state) => state.mode);
  const heading = useStore(store, (state) => state.heading);
  /** While the pointer is down on a block: to move it then would lose the click. */
  const pointed = useRef(false);
  useEffect(() => {
    const page = frame.current;
    const note = ({ type }: Event): void => {
      pointed.current = type === "pointerdown";
    };
    const types = ["pointerdown", "pointerup", "pointercancel"];
    for (const type of types) page?.addEventListener(type, note, true);
    return () => {
      for (const type of types) page?.removeEventListener(type, note, true);
    };
  }, [frame]);
  useEffect(() => {
    if (mode !== "command" || selected === null || heading !== null || elsewhere) return;
    const block = frame.current?.querySelector<HTMLElement>(`[data-block="${selected}"]`);
    // In a table or on a button inside the block the keyboard stays where it is.
    const active = document.activeElement;
    const stays =
      block?.contains(active) === true &&
      active?.closest("textarea, input, .monaco-editor") === null;
    if (!stays) block?.focus({ preventScroll: true });
    if (!pointed.current) block?.scrollIntoView({ block: "nearest" });
  }, [frame, selected, mode, heading, elsewhere]);
}
