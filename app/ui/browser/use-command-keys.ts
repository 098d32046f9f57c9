import { useCallback, useEffect, useMemo } from "react";
import { KeyMatcher, type KeySettings } from "../commands/keys.js";
import { performCommand } from "../workbench/perform-command.js";
import type { Workbench } from "../workbench/workbench.js";
import { keyboardScope } from "./keyboard.js";

/**
 * Performs commands whose keys are pressed anywhere on the page, unless a dialog is open.
 *
 * @returns takes a key press that the page does not get to see, in an editor; true when it was (part
 * of) a command
 */
export function useCommandKeys(
  workbench: Workbench,
  settings: KeySettings,
): (event: KeyboardEvent) => boolean {
  const matcher = useMemo(() => new KeyMatcher(settings), [settings]);
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      // Enter, Escape and letters belong to what is being composed out of several keys.
      if (event.isComposing) return false;
      const scope = awaitsEditor(workbench) ? "always" : keyboardScope(event.target);
      const command = matcher.press(event, scope);
      if (command !== null && command !== "pending") performCommand(workbench, command);
      return command !== null;
    },
    [workbench, matcher],
  );
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || workbench.state.dialog !== null) return;
      if (onKey(event)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [workbench, onKey]);
  return onKey;
}

/**
 * Whether the selected block is edited, but its editor is not there yet. What is typed meanwhile is
 * meant for it: lost letters can be typed again, cells that they have cut are not expected.
 */
function awaitsEditor({ activeTab }: Workbench): boolean {
  const state = activeTab?.controller.store.getState();
  if (state?.mode !== "edit" || state.selected === null) return false;
  return document.querySelector(`[data-block="${state.selected}"] .monaco-editor`) === null;
}
