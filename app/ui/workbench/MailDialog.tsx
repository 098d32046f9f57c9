import { type ReactNode, useState } from "react";
import { displayName, type Message } from "../../mail/message.js";
import controls from "../parts/controls.module.css";
import { Modal } from "../parts/Modal.js";
import styles from "./Workbench.module.css";

/** Asks which message of a thread a notebook is to begin with. */
export function MailDialog({
  name,
  messages,
  onChoose,
  onClose,
}: {
  /** Of the file. */
  readonly name: string;
  readonly messages: readonly Message[];
  readonly onChoose: (message: Message) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [text, setText] = useState("");
  const words = text.toLowerCase().split(/\s+/);
  const found = messages.filter(({ identity, body }) => {
    const line = `${identity?.subject ?? ""} ${fromOf(identity)} ${identity?.date ?? ""} ${body.slice(0, 200)}`;
    return words.every((word) => line.toLowerCase().includes(word));
  });
  return (
    <Modal label="Begin with a mail" shape="page" onClose={onClose}>
      {(choose) => (
        <>
          <input
            className={styles.search}
            type="search"
            aria-label="Find a message"
            placeholder={`Find among the ${messages.length} messages of ${name}`}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ul className={styles.messages}>
            {found.map((message, index) => (
              <li key={index}>
                <button
                  type="button"
                  className={styles.message}
                  onClick={choose(() => onChoose(message))}
                >
                  <span className={styles.subject}>
                    {message.identity?.subject ?? "(a message without headers)"}
                  </span>
                  <span className={styles.from}>
                    {fromOf(message.identity)} {message.identity?.date}
                  </span>
                  <span className={styles.excerpt}>{message.body.slice(0, 160)}</span>
                </button>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className={styles.hint}>No message is like that.</p>}
          <p className={styles.dialogEnd}>
            <button type="button" className={controls.quiet} onClick={choose()}>
              Cancel
            </button>
          </p>
        </>
      )}
    </Modal>
  );
}

function fromOf(identity: Message["identity"]): string {
  return identity?.from == null ? "" : displayName(identity.from);
}
