import type { MenuItemConstructorOptions } from "electron";

/** `electron.Menu`: keeps the template, so that a test can choose an item. */
export class Menu {
  static applicationMenu: Menu | null = null;

  constructor(readonly template: readonly MenuItemConstructorOptions[]) {}

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu): void {
    Menu.applicationMenu = menu;
  }

  /** Every item, at any depth. */
  items(): MenuItemConstructorOptions[] {
    const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
      items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
    return all(this.template);
  }

  /** Chooses the item with an id, as a click would. */
  choose(id: string): void {
    const item = this.items().find((each) => each.id === id);
    if (item?.click === undefined) throw new Error(`there is no menu item ${id}`);
    item.click({} as never, undefined, {});
  }
}
