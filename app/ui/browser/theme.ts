/** Puts the user's choice of theme and density on the page. */
import type { Settings } from "../../host/contract.js";

/**
 * Applies a theme to the document and keeps following the system where the theme leaves something
 * to it: `system` follows its colours and contrast, `contrast` its colours.
 *
 * @returns stops following
 */
export function applyTheme({ theme, density }: Pick<Settings, "theme" | "density">): () => void {
  const { dataset } = document.documentElement;
  const wantsContrast = window.matchMedia("(prefers-contrast: more)");
  const apply = (): void => {
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    else delete dataset.theme;
    if (theme === "contrast" || (theme === "system" && wantsContrast.matches)) {
      dataset.contrast = "more";
    } else delete dataset.contrast;
    dataset.density = density;
  };
  apply();
  wantsContrast.addEventListener("change", apply);
  return () => {
    wantsContrast.removeEventListener("change", apply);
  };
}
