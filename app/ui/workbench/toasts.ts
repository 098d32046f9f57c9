import { createStore, type StoreApi } from "zustand/vanilla";

/** Something that was done and that the user may want to hear of; it goes away by itself. */
export interface Toast {
  readonly id: number;
  readonly text: string;
}

/** What was said lately. */
export class Toasts {
  readonly store: StoreApi<readonly Toast[]> = createStore<readonly Toast[]>(() => []);
  private ids = 0;

  /** Says something; at most three things are in sight. */
  say(text: string): void {
    const toast = { id: ++this.ids, text };
    this.store.setState((toasts) => [...toasts, toast].slice(-3), true);
  }

  /** Takes one away. */
  dismiss(id: number): void {
    this.store.setState((toasts) => toasts.filter((toast) => toast.id !== id), true);
  }
}
