import { expect, test } from "vitest";
import { plainText } from "./plain-text.js";

const text = (markdown: string, width = 40) => plainText(markdown, width).join("\n");

test("prose is wrapped, its marks taken off", () => {
  expect(
    text("The [model](https://x.example/m) has **two** threads, `read_x()` and\n`a_b_c`."),
  ).toBe("The model (https://x.example/m) has two\nthreads, read_x() and a_b_c.");
  expect(text("not \\*this\\*, but *that*; x * y * z; __init__ of a*b*c")).toBe(
    "not *this*, but *that*; x * y * z;\n__init__ of a*b*c",
  );
});

test("headings stand alone, lists keep together, code and tables stay as they are", () => {
  const markdown =
    "## Question #\nText.\n\n- one that is long enough for two lines, really\n- two\n\n1. first\n\n```c\nif (x)\n\t  y;\n```\n\n| a | b |\n|---|---|\n\n    indented";
  expect(text(markdown)).toBe(
    "Question\n\nText.\n\n- one that is long enough for two lines,\n  really\n- two\n1. first\n\nif (x)\n\t  y;\n\n| a | b |\n|---|---|\n\n    indented",
  );
});

test("quotations keep their lines; names above them and comments are left out", () => {
  const markdown =
    "<!-- mail\nSubject: s\n-->\n\n**A:**\n\n> > said \\*so\\* and did not wrap this line at all\n> >\n> > ```\n> > +  code\n> > ```\n\n**B:**\n\n> answered\n\nMine.";
  expect(text(markdown)).toBe(
    "> > said *so* and did not wrap this line at all\n> >\n> > +  code\n>\n> answered\n\nMine.",
  );
});
