/** Loads Monaco and the engine's declarations once, after the page is there. */
import { useEffect, useState } from "react";
import type * as EditorModule from "../editor/index.js";

/** The editor's parts. */
export type Editor = typeof EditorModule;

let loading: Promise<Editor> | null = null;

async function load(): Promise<Editor> {
  const editor = await import("../editor/index.js");
  editor.applyEditorTheme();
  const follow = (): void => void editor.applyEditorTheme();
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    // After the page's own listeners, which put the new colours in force.
    window.matchMedia(query).addEventListener("change", () => setTimeout(follow));
  }
  const types = await fetch("engine-types.json");
  editor.setEngineTypes((await types.json()) as Record<string, string>);
  return editor;
}

/** The editor, or null while it is being loaded. */
export function useEditor(): Editor | null {
  const [editor, setEditor] = useState<Editor | null>(null);
  useEffect(() => {
    loading ??= load();
    void loading.then((loaded) => setEditor(() => loaded));
  }, []);
  return editor;
}
