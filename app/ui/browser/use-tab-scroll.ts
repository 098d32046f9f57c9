import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/**
 * Keeps how far the notebook of each tab is scrolled, and brings that back when the tab is shown
 * again; a tab that is shown for the first time begins at its top.
 *
 * @param id of the tab that is shown
 * @returns to be called when the element was scrolled
 */
export function useTabScroll(element: RefObject<HTMLElement | null>, id: string): () => void {
  const tops = useRef(new Map<string, number>());
  const wanted = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    wanted.current = tops.current.get(id);
    element.current?.scrollTo({ top: 0 });
  }, [element, id]);
  useEffect(() => {
    // After the notebook has brought its selected block into sight.
    if (wanted.current !== undefined) element.current?.scrollTo({ top: wanted.current });
  }, [element, id]);
  return () => {
    if (element.current !== null) tops.current.set(id, element.current.scrollTop);
  };
}
