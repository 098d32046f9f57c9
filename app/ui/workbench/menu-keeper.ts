/** Keeps the desktop's menu bar in step with what the commands can do. */
import type { Settings, StartInfo } from "../../host/contract.js";
import type { KeySettings } from "../commands/keys.js";
import { menusOf } from "../commands/menus.js";
import { isEnabled } from "./perform-command.js";
import type { Workbench } from "./workbench.js";

/** Milliseconds in which several changes become one. */
const pause = 100;

/** Sets the menus now and whenever they change. */
export function keepMenus(workbench: Workbench): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let set = "";
  let unfollow = (): void => undefined;
  const settings = (): KeySettings => keySettingsOf(workbench.state.settings, workbench.start);
  const update = (): void => {
    const menus = menusOf(settings(), (id) => isEnabled(workbench, id));
    const text = JSON.stringify(menus);
    if (text === set) return;
    set = text;
    // A menu that cannot be set leaves the palette, which has every command, too.
    workbench.host.setMenu(menus).catch(() => undefined);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(update, pause);
  };
  const follow = (): void => {
    unfollow();
    const tab = workbench.activeTab;
    unfollow = tab === null ? () => undefined : tab.controller.store.subscribe(soon);
  };
  workbench.store.subscribe((state, before) => {
    if (state.active !== before.active) follow();
    soon();
  });
  follow();
  update();
}

/** What keys depend on. */
export function keySettingsOf(
  { keys, letterKeys }: Settings,
  { platform, mode }: Pick<StartInfo, "platform" | "mode">,
): KeySettings {
  return { keys, letterKeys, mac: platform === "mac", desktop: mode === "desktop" };
}
