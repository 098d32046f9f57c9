import { type ReactNode, useMemo, useState } from "react";
import type { Trace } from "../../../engine/trace/trace.js";
import type { Compared } from "./align.js";
import { CompareView } from "./CompareView.js";
import styles from "./CompareView.module.css";

/** An interleaving beside another one that the user picks. */
export function Comparison({
  right,
  first,
  others,
  step,
  onStep,
}: {
  readonly right: Compared;
  /** What it stands beside at first; by default the first of the others. */
  readonly first: Compared | null;
  readonly others: () => readonly Compared[];
  /** The step of `right` that is looked at. */
  readonly step: number;
  readonly onStep: (step: number) => void;
}): ReactNode {
  const { trace } = right;
  // The list is that of the moment in which the comparison is opened, or another one is compared.
  const offered = useMemo(() => {
    const found = others().filter((each) => each.trace !== trace);
    const known = first === null || found.some((each) => each.trace === first.trace);
    return known ? found : [first, ...found];
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [trace, first]);
  const [picked, setPicked] = useState<Trace | null>(first?.trace ?? null);
  const left = offered.find((each) => each.trace === picked) ?? offered.at(0);
  if (left === undefined) {
    return (
      <p className={styles.summary}>The notebook has no other interleaving to compare with.</p>
    );
  }
  return (
    <>
      <label className={styles.pick}>
        Compare with{" "}
        <select
          value={offered.indexOf(left)}
          onChange={({ target }) => setPicked(offered[Number(target.value)].trace)}
        >
          {offered.map(({ title }, index) => (
            <option key={index} value={index}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <CompareView left={left} right={right} step={step} onStep={onStep} />
    </>
  );
}
