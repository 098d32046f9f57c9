import { useEffect } from "react";

/** Names the window, or the browser's tab, while this is drawn; nothing for null. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
}
