/** What the export dialog has chosen, as the words of the command that does it. */
import type { HeaderStyle } from "../../../engine/report/layout.js";

/** The forms of export, each with its name, what it is, and the ending of its files. */
export const FORMS = [
  { form: "mail", name: "Mail", about: "plain text for a mailing list", ending: "txt" },
  { form: "eml", name: "Reply", about: "an answer to the imported mail", ending: "eml" },
  { form: "md", name: "Markdown", about: "for a forge", ending: "md" },
  { form: "html", name: "Page", about: "one HTML page that needs nothing else", ending: "html" },
  { form: "svg", name: "Picture", about: "the interleaving as SVG", ending: "svg" },
  { form: "json", name: "Data", about: "everything, as JSON", ending: "json" },
  {
    form: "vitest",
    name: "Test",
    about: "a test file that keeps the findings true",
    ending: "test.ts",
  },
] as const;
export type Form = (typeof FORMS)[number]["form"];

/** What is exported and how; the defaults are those of the command line. */
export interface ExportChoice {
  readonly form: Form;
  /** Null for the whole notebook. */
  readonly cell: string | null;
  /** Only scenarios whose name contains this; empty for all. */
  readonly scenario: string;
  readonly header: HeaderStyle;
  readonly underline: boolean;
  readonly roleRow: boolean;
  readonly steps: boolean;
  readonly indent: number;
  readonly width: number;
  readonly comment: boolean;
  readonly quote: number;
  /** The sender of a reply. */
  readonly from: string;
  /** As mail writes it, or `now`; empty for the original's. */
  readonly date: string;
  /** Of the reply; empty to make one from its content. */
  readonly messageId: string;
}

/** What a new user's dialog begins with. */
export const defaultChoice: ExportChoice = {
  form: "mail",
  cell: null,
  scenario: "",
  header: "CPU0",
  underline: true,
  roleRow: false,
  steps: false,
  indent: 2,
  width: 72,
  comment: false,
  quote: 0,
  from: "",
  date: "",
  messageId: "",
};

/** Which groups of options a form has. */
export function optionsOf(form: Form): {
  readonly table: boolean;
  readonly lines: boolean;
  readonly reply: boolean;
} {
  return {
    table: form === "mail" || form === "eml" || form === "md",
    lines: form === "mail",
    reply: form === "eml",
  };
}

/** The words after `heddle`; what is as it is by default is left out. */
export function exportWords(notebook: string, choice: ExportChoice): string[] {
  const { form, cell, scenario } = choice;
  const { table, lines, reply } = optionsOf(form);
  const value = (option: string, given: string | number, usual: string | number): string[] =>
    given === usual ? [] : [option, String(given)];
  const flag = (option: string, given: boolean): string[] => (given ? [option] : []);
  const { header, underline, roleRow, steps, indent, width, comment, quote } = choice;
  return [
    "export",
    cell === null ? notebook : `${notebook}#${cell}`,
    `--${form}`,
    ...value("--scenario", scenario, ""),
    ...(table
      ? [
          ...value("--header", header, defaultChoice.header),
          ...flag("--no-underline", !underline),
          ...flag("--role-row", roleRow),
          ...flag("--steps", steps),
          ...value("--indent", indent, defaultChoice.indent),
          ...value("--width", width, defaultChoice.width),
        ]
      : []),
    ...(lines ? [...flag("--comment", comment), ...value("--quote", quote, 0)] : []),
    ...(reply
      ? [
          ...value("--from", choice.from, ""),
          ...value("--date", choice.date, ""),
          ...value("--message-id", choice.messageId, ""),
        ]
      : []),
  ];
}

/** A name for the file: `race-lost-update.txt`. */
export function exportName(notebook: string, { form, cell }: ExportChoice): string {
  const stem = notebook.replace(/(\.heddle)?\.md$/, "");
  const { ending } = FORMS.find((each) => each.form === form) ?? FORMS[0];
  return `${stem}${cell === null ? "" : `-${cell}`}.${ending}`;
}
