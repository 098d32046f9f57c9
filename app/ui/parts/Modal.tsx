import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Modal.module.css";

/** What a dialog needs. */
export interface ModalProps {
  /** What it is called. */
  readonly label: string;
  /** `line` for one that begins with a field to type into, `page` for one with much to read. */
  readonly shape?: "question" | "line" | "page";
  /** Called once it is closed, whichever way. */
  readonly onClose: () => void;
  /** Draws it; `choose` makes of an action one that closes the dialog first. */
  readonly children: (choose: (act?: () => void) => () => void) => ReactNode;
}

/** A dialog above the page that has the keyboard until it is closed; Escape closes it. */
export function Modal({ label, shape = "question", onClose, children }: ModalProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const choose = (act?: () => void) => () => {
    // Puts the focus back before the action moves it.
    dialog.current?.close();
    onClose();
    act?.();
  };
  return (
    <dialog
      ref={dialog}
      className={`${styles.modal} ${styles[shape]}`}
      aria-label={label}
      onCancel={(event) => {
        // The browser would tell later that it has closed it, and keys in between would be lost.
        event.preventDefault();
        choose()();
      }}
      onClose={onClose}
    >
      {children(choose)}
    </dialog>
  );
}
