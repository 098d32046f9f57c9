import type { HostApi } from "../../host/contract.js";

/** The calls of the program around the workbench. */
export type Host = Pick<HostApi, keyof HostApi>;
