/** What the host tells of its own accord, kept until the workbench is there to hear it. */
import type { HostEvents } from "../../host/contract.js";
import { performCommand } from "./perform-command.js";
import { commands } from "../commands/commands.js";
import { pathOf, type Tab } from "./tab.js";
import type { Workbench } from "./workbench.js";

/** A change that another program made to an open file. */
export type DiskChange = Parameters<HostEvents["changedOnDisk"]>[0];

/** The renderer's end of the events. */
export interface HostEventQueue {
  readonly events: HostEvents;
  /** The connection has ended. */
  readonly lost: () => void;
  /** Hands over what has come so far, and from now on everything at once. */
  attach(workbench: Workbench): void;
}

/** Begins to listen. */
export function createHostEventQueue(): HostEventQueue {
  let attached: Workbench | null = null;
  const early: ((workbench: Workbench) => void)[] = [];
  const tell = (act: (workbench: Workbench) => void): void => {
    if (attached === null) early.push(act);
    else act(attached);
  };
  return {
    events: {
      changedOnDisk: (onDisk) => {
        tell((workbench) => changeAt(workbench, onDisk.path, { onDisk }));
      },
      openElsewhere: ({ path, open: elsewhere }) => {
        tell((workbench) => changeAt(workbench, path, { elsewhere }));
      },
      show: () => undefined,
      command: (id) => {
        const command = commands.find((each) => each.id === id);
        if (command !== undefined) tell((workbench) => performCommand(workbench, command.id));
      },
      prepareToClose: () => Promise.resolve(),
    },
    lost: () => tell(({ store }) => store.setState({ lost: true })),
    attach: (workbench) => {
      attached = workbench;
      for (const act of early.splice(0)) act(workbench);
    },
  };
}

function changeAt(
  workbench: Workbench,
  path: string,
  change: Partial<Pick<Tab, "onDisk" | "elsewhere">>,
): void {
  for (const tab of workbench.state.tabs) {
    if (pathOf(tab) === path) workbench.changeTab(tab.id, change);
  }
}
