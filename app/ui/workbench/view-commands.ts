/** Commands about what is shown where. */
import type { CommandId } from "../commands/commands.js";
import type { CommandHandler } from "./command-handler.js";

/** See the head of this file. */
export const viewCommands = {
  palette: { perform: (workbench) => workbench.show({ kind: "palette" }) },
  settings: { perform: (workbench) => workbench.show({ kind: "settings" }) },
  shortcuts: { perform: (workbench) => workbench.show({ kind: "shortcuts" }) },
  "toggle-outline": { perform: (workbench) => workbench.toggleRegion("left") },
  "toggle-inspector": { perform: (workbench) => workbench.toggleRegion("right") },
  "toggle-console": { perform: (workbench) => workbench.toggleRegion("bottom") },
  "next-region": { perform: ({ page }) => page.focusNextRegion() },
} satisfies Partial<Record<CommandId, CommandHandler>>;
