import type { PickedFile } from "../workbench/mail-actions.js";

/** What the desktop's preload script knows of a file. */
interface PathBridge {
  readonly pathOf?: (file: File) => string;
}

/** Lets the user pick a file of this machine; null when cancelled. */
export function pickFile(endings: readonly string[]): Promise<PickedFile | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = endings.join(",");
  return new Promise((resolve) => {
    input.addEventListener("change", () => {
      const file = input.files?.item(0) ?? null;
      resolve(file === null ? null : asPicked(file));
    });
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

/** A file of the browser as the workbench takes it. */
export function asPicked(file: File): PickedFile {
  const path = (window as { heddleHost?: PathBridge }).heddleHost?.pathOf?.(file) ?? "";
  return {
    name: file.name,
    path: path === "" ? null : path,
    bytes: async () => new Uint8Array(await file.arrayBuffer()),
  };
}
