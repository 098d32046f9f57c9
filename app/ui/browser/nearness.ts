/** Which elements are near to what is visible of the page. */
import { createContext, type RefObject, useEffect, useState } from "react";

/** Distance from the visible part of the page, in pixels, within which something is near. */
const margin = "400px 0px";

/** Of the elements that are watched, what is to be told of each. */
const watched = new Map<Element, (near: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** Begins to watch an element. One observer for all: a notebook has hundreds. */
function watch(element: Element, tell: (near: boolean) => void): () => void {
  const options: IntersectionObserverInit & { scrollMargin: string } = {
    rootMargin: margin,
    // The page scrolls in a region of the window, which `rootMargin` does not widen.
    scrollMargin: margin,
  };
  observer ??= new IntersectionObserver((entries) => {
    // Of several changes of an element the last one counts.
    for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
  }, options);
  watched.set(element, tell);
  observer.observe(element);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
  };
}

/** Whether an element is near to what is visible; null until it has been looked at. */
export function useNearness(element: RefObject<Element | null>): boolean | null {
  const [near, setNear] = useState<boolean | null>(null);
  useEffect(
    () => (element.current === null ? undefined : watch(element.current, setNear)),
    [element],
  );
  return near;
}

/** Whether the block that something belongs to is near. */
export const NearContext = createContext(false);
