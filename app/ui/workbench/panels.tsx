/** What the regions around the notebook hold, from top to bottom. */
import type { ComponentType } from "react";
import { FilesPanel } from "./FilesPanel.js";
import { ConsolePanel, ConsoleTools } from "../console/ConsolePanel.js";
import { Inspector } from "./Inspector.js";
import type { RegionName } from "./layout.js";
import { Outline } from "./Outline.js";
import type { Tab } from "./tab.js";

/** A part of a region that is folded by its heading, unless it is the only one. */
export interface Panel {
  /** The session keeps under `panel.ID` whether it is folded. */
  readonly id: string;
  readonly title: string;
  /** Whether it is there on the welcome page, too, where there is no tab. */
  readonly everywhere?: boolean;
  /** Whether it takes what height is left. */
  readonly fills?: boolean;
  readonly Content: ComponentType<{ readonly tab: Tab | null }>;
  /** What stands beside its heading. */
  readonly Tools?: ComponentType<{ readonly tab: Tab | null }>;
}

/** A panel about the notebook that is shown. */
function ofNotebook(
  panel: Omit<Panel, "Content" | "everywhere">,
  Content: ComponentType<{ readonly tab: Tab }>,
): Panel {
  return {
    ...panel,
    Content: ({ tab }) => (tab === null ? null : <Content key={tab.id} tab={tab} />),
  };
}

/** Regions and their panels; one without panels is not drawn. */
export const panels: Readonly<Record<RegionName, readonly Panel[]>> = {
  left: [
    ofNotebook({ id: "outline", title: "Outline" }, Outline),
    { id: "files", title: "Files", everywhere: true, Content: FilesPanel },
  ],
  right: [ofNotebook({ id: "state", title: "State and watches" }, Inspector)],
  bottom: [
    {
      ...ofNotebook({ id: "console", title: "Console", fills: true }, ConsolePanel),
      Tools: ({ tab }) => (tab === null ? null : <ConsoleTools tab={tab} />),
    },
  ],
};
