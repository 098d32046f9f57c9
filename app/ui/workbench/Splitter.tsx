import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { limitSize, type RegionName, sizeOf } from "./layout.js";
import { useWorkbench, useWorkbenchState } from "./use-workbench.js";
import styles from "./Region.module.css";

/** Pixels that an arrow key moves it. */
const stride = 16;

/** The edge of a region that is dragged, or moved with arrows, to make it wider or higher. */
export function Splitter({
  region,
  label,
}: {
  readonly region: RegionName;
  readonly label: string;
}): ReactNode {
  const workbench = useWorkbench();
  const size = useWorkbenchState(({ layout }) => sizeOf(layout, region));
  const upright = region !== "bottom";
  const resize = (to: number): void => {
    const room = upright ? window.innerWidth : window.innerHeight;
    workbench.arrange(`${region}Size`, limitSize(region, to, room));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget } = event;
    event.preventDefault();
    currentTarget.setPointerCapture(event.pointerId);
    const start = upright ? event.clientX : event.clientY;
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const by = (upright ? clientX : clientY) - start;
      resize(region === "left" ? size + by : size - by);
    };
    currentTarget.addEventListener("pointermove", move);
    const end = (): void => currentTarget.removeEventListener("pointermove", move);
    currentTarget.addEventListener("lostpointercapture", end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const grow = { left: "ArrowRight", right: "ArrowLeft", bottom: "ArrowUp" }[region];
    const shrink = { left: "ArrowLeft", right: "ArrowRight", bottom: "ArrowDown" }[region];
    if (event.key === grow) resize(size + stride);
    else if (event.key === shrink) resize(size - stride);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={`Size of ${label}`}
      aria-orientation={upright ? "vertical" : "horizontal"}
      aria-valuenow={size}
      className={styles.splitter}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
