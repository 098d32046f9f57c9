import { type ReactNode, useEffect, useState } from "react";
import { useStore } from "zustand";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import type { Toast, Toasts } from "./toasts.js";
import styles from "./ToastList.module.css";

/** Milliseconds that a toast stays, long enough to be read twice. */
const stay = 6000;

/** What was done lately, in a corner; screen readers hear it as it comes. */
export function ToastList({ toasts }: { readonly toasts: Toasts }): ReactNode {
  const shown = useStore(toasts.store);
  return (
    <div role="status" className={styles.list}>
      {shown.map((toast) => (
        <ToastView key={toast.id} toast={toast} toasts={toasts} />
      ))}
    </div>
  );
}

function ToastView(props: { readonly toast: Toast; readonly toasts: Toasts }): ReactNode {
  const { toast, toasts } = props;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toasts.dismiss(toast.id), stay);
    return () => clearTimeout(timer);
  }, [held, toasts, toast.id]);
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.text}
      <button
        type="button"
        className={controls.icon}
        aria-label="Dismiss"
        onClick={() => toasts.dismiss(toast.id)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
