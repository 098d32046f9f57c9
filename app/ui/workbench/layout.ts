/** Which regions are shown and how large they are, by name, as a session keeps it. */
export type Layout = Readonly<Record<string, number | boolean>>;

/** A region beside the notebooks that can be folded away. */
export type RegionName = "left" | "right" | "bottom";

/** A region that a narrow window has no room for beside the notebook. */
export type SideRegion = Exclude<RegionName, "bottom">;

/** A new user's layout; sizes are in pixels. */
export const firstLayout: Readonly<
  Record<RegionName, boolean> & Record<`${RegionName}Size`, number>
> = {
  left: true,
  right: true,
  bottom: false,
  leftSize: 220,
  rightSize: 360,
  bottomSize: 240,
};

/** Whether something that can be folded is shown; `fallback` until the user has said. */
export function isShown(layout: Layout, name: string, fallback = true): boolean {
  const value = layout[name] ?? (firstLayout as Layout)[name];
  return typeof value === "boolean" ? value : fallback;
}

/** Whether a region is shown: in a narrow window, whether it lies over the notebook. */
export function isRegionShown(
  {
    layout,
    narrow,
    overlay,
  }: {
    readonly layout: Layout;
    readonly narrow: boolean;
    readonly overlay: SideRegion | null;
  },
  region: RegionName,
): boolean {
  return narrow && region !== "bottom" ? overlay === region : isShown(layout, region);
}

/** The size of a region in pixels. */
export function sizeOf(layout: Layout, region: RegionName): number {
  const value = layout[`${region}Size`];
  return typeof value === "number" ? value : firstLayout[`${region}Size`];
}

/** The smallest size of a region in pixels, below which its content cannot be used. */
const smallest: Readonly<Record<RegionName, number>> = { left: 140, right: 220, bottom: 80 };

/** The largest share of the window that each takes; `Region.module.css` keeps to the widths, too. */
const largestShare: Readonly<Record<RegionName, number>> = { left: 0.22, right: 0.32, bottom: 0.6 };

/**
 * A size that leaves room for the notebook, unless that is less than the smallest.
 *
 * @param room the window's width, or its height for the bottom
 */
export function limitSize(region: RegionName, wanted: number, room: number): number {
  const largest = Math.max(smallest[region], Math.floor(room * largestShare[region]));
  return Math.round(Math.max(smallest[region], Math.min(wanted, largest)));
}
