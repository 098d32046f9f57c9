import { useEffect, useState } from "react";

/** Milliseconds that something has to take before it is worth telling. */
const PATIENCE = 300;

/** True once something has been under way for 300 ms, so that what is quick does not flicker. */
export function useDelayed(under: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!under) return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [under]);
  return under && late;
}
