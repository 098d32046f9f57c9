/** Starts the workbench in its page. */
import { createRoot } from "react-dom/client";
import "./browser/styles.js";

const container = document.getElementById("workbench");
if (container === null) throw new Error("index.html has no element #workbench");
createRoot(container).render(<h1>Heddle</h1>);
