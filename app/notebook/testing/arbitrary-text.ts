/** Random notebook texts, full of what is hard about them. For tests. */
import fc from "fast-check";

const words = ["a", "text", "- item", "    indented", "\tx", "> quoted", "é—💥", "`code`", " "];
const marks = ["```", "````", "~~~", "   ```", "    ```", "\t```", "``` ", "~~~~  "];
const infos = [
  "ts #a",
  "ts #b memory=tso",
  "ts #a/b",
  "ts #",
  "ts #c m=1 m=2 x",
  "ts  #d\tk=v ",
  "js #e",
  "ts",
  "sh",
  "",
  "ts #f ` `",
];
const comments = ["<!--", "-->", "<!-- one line -->", "   <!--", "text -->"];

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constant("") },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...marks), fc.constantFrom(...infos))
      .map((p) => p.join("")),
  },
  { weight: 3, arbitrary: fc.constantFrom("```", "````", "~~~") },
  { weight: 1, arbitrary: fc.constantFrom(...comments) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const end = fc.oneof(
  { weight: 6, arbitrary: fc.constant("\n") },
  { weight: 2, arbitrary: fc.constant("\r\n") },
  { weight: 1, arbitrary: fc.constant("\r") },
);

/** Lines with mixed line ends, the last one perhaps without. */
export const textArbitrary: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "", "", "\uFEFF"),
    fc.array(fc.tuple(line, end), { maxLength: 24 }),
    fc.boolean(),
  )
  .map(([mark, lines, closed]) => {
    const text = lines.map((pair) => pair.join("")).join("");
    return mark + (closed ? text : text.replace(/(?:\r\n|\r|\n)$/, ""));
  });

/** Texts as an editor would hold them: line ends are LF. */
export const editedArbitrary: fc.Arbitrary<string> = textArbitrary.map((text) =>
  text.replace(/\r\n|\r/g, "\n").replace(/\uFEFF/g, ""),
);
