/** Pixels below which there is no room for regions beside the notebook. */
const narrowest = 900;

/** Tells at once, and whenever that changes, whether the window is too narrow for regions. */
export function followWidth(tell: (isNarrow: boolean) => void): void {
  const query = window.matchMedia(`(max-width: ${narrowest - 1}px)`);
  query.addEventListener("change", () => tell(query.matches));
  tell(query.matches);
}
