/**
 * What has to be kept of a check's result so that it can be shown again without exploring: no
 * traces and no deciding pairs, which are found again from replay strings. Plain data.
 */
import type { CheckResult, PropertyResult } from "./result.js";

/** A property as recorded: its verdict, its figures and the replay string of its interleaving. */
export type RecordedProperty = Pick<
  PropertyResult,
  "property" | "kind" | "verdict" | "expected" | "replay"
> &
  Partial<Omit<PropertyResult, "trace" | "asExpected" | "deciding">>;

/** A check as recorded; what is left out is unknown (null, or zero for a figure). */
export type RecordedCheck = Pick<CheckResult, "scenario" | "memory" | "engine" | "stopped"> &
  Partial<Omit<CheckResult, "properties">> & { readonly properties: readonly RecordedProperty[] };
