/** The development page: one view at a time, as the address says, or an index of all. */
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import "../../../app/ui/browser/styles.js";
import { applyTheme } from "../../../app/ui/browser/theme.js";
import { decodeFixtures, type Fixtures } from "./fixtures.js";
import styles from "./page.module.css";
import { stories } from "./stories.js";

const address = new URLSearchParams(location.search);
applyTheme({
  theme: address.get("contrast") === null ? "system" : "contrast",
  density: address.get("comfortable") === null ? "compact" : "comfortable",
});

function Page({ fixtures }: { readonly fixtures: Fixtures }): ReactNode {
  const view = address.get("view");
  const story = view === null ? undefined : stories[view];
  if (story !== undefined) return story(fixtures);
  return (
    <ul className={styles.index}>
      {Object.keys(stories).map((name) => (
        <li key={name}>
          <a href={`?view=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

const container = document.getElementById("page");
if (container === null) throw new Error("index.html has no element #page");
const answer = await fetch("/fixtures.json");
createRoot(container).render(
  <main className={styles.page}>
    <h1>Views</h1>
    <Page fixtures={decodeFixtures(await answer.text())} />
  </main>,
);
