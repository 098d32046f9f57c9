/** Dialogs answer what the test has prepared; one that was not prepared is cancelled. */
export const answers: {
  open: string | null;
  save: string | null;
  /** Index of the button of the next message box. */
  message: number;
} = { open: null, save: null, message: 1 };

/** What was shown, in order. */
export const shown: { kind: "open" | "save" | "message"; options: unknown }[] = [];
/** Addresses that were opened in the user's browser. */
export const openedExternally: string[] = [];

/** `electron.dialog`. */
export const dialog = {
  showOpenDialog: (_window: unknown, options: unknown) => {
    shown.push({ kind: "open", options });
    const { open } = answers;
    return Promise.resolve({ canceled: open === null, filePaths: open === null ? [] : [open] });
  },
  showSaveDialog: (_window: unknown, options: unknown) => {
    shown.push({ kind: "save", options });
    const { save } = answers;
    return Promise.resolve({ canceled: save === null, filePath: save ?? "" });
  },
  showMessageBox: (_window: unknown, options: unknown) => {
    shown.push({ kind: "message", options });
    return Promise.resolve({ response: answers.message });
  },
};

/** `electron.shell`. */
export const shell = {
  openExternal: (url: string) => {
    openedExternally.push(url);
    return Promise.resolve();
  },
};
