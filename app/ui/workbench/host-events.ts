/** What the host tells of its own accord, kept until the workbench is there to hear it. */
import type { HostEvents } from "../../host/contract.js";
import { commands } from "../commands/commands.js";
import { changedOnDisk } from "./disk-actions.js";
import { performCommand } from "./perform-command.js";
import { pathOf } from "./tab.js";
import { showTarget } from "./target-actions.js";
import type { Workbench } from "./workbench.js";

/** The workbench, and what is to be written before its window closes. */
export interface Listener {
  readonly workbench: Workbench;
  readonly flush: () => Promise<void>;
}

/** The renderer's end of the events. */
export interface HostEventQueue {
  readonly events: HostEvents;
  /** The connection has ended. */
  readonly lost: () => void;
  /** Hands over what has come so far, and from now on everything at once. */
  attach(listener: Listener): void;
}

/** Begins to listen. */
export function createHostEventQueue(): HostEventQueue {
  let attached: Listener | null = null;
  const early: ((workbench: Workbench) => void)[] = [];
  const tell = (act: (workbench: Workbench) => void): void => {
    if (attached === null) early.push(act);
    else act(attached.workbench);
  };
  return {
    events: {
      changedOnDisk: (change) => tell((workbench) => changedOnDisk(workbench, change)),
      openElsewhere: ({ path, open }) => {
        tell((workbench) => {
          const tab = workbench.state.tabs.find((each) => pathOf(each) === path);
          if (tab !== undefined) workbench.changeTab(tab.id, { elsewhere: open });
        });
      },
      show: (target) => tell((workbench) => void showTarget(workbench, target)),
      command: (id) => {
        const command = commands.find((each) => each.id === id);
        if (command !== undefined) tell((workbench) => performCommand(workbench, command.id));
      },
      prepareToClose: () => attached?.flush() ?? Promise.resolve(),
    },
    lost: () => tell(({ store }) => store.setState({ lost: true })),
    attach: (listener) => {
      attached = listener;
      for (const act of early.splice(0)) act(listener.workbench);
    },
  };
}
