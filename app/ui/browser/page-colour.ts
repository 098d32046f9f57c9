/** The present value of a colour's custom property as `#rrggbb`, for parts that know no others. */
export function pageColour(property: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  // Where the system forces its colours, each would be the colour of text, backgrounds too.
  probe.style.setProperty("forced-color-adjust", "none");
  document.documentElement.append(probe);
  const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
  probe.remove();
  return `#${channels
    .slice(0, 3)
    .map((channel) => Math.round(Number(channel)).toString(16).padStart(2, "0"))
    .join("")}`;
}

/**
 * Calls back when the page's colours may have changed: by the system, or by the user's choice.
 *
 * @returns stops
 */
export function onColoursChanged(callback: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) =>
    window.matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", callback);
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    for (const query of queries) query.removeEventListener("change", callback);
    observer.disconnect();
  };
}
