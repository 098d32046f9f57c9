import { expect, test } from "vitest";
import { quotedAuthor } from "./attribution.js";
import { turnsOf } from "./turns.js";

/** Turns as short texts: level, author, lines. */
function turns(body: string, author: string | null = "me"): string[] {
  return turnsOf(body, author).map(
    ({ level, author: who, lines }) => `${level} ${who ?? "?"}: ${lines.join(" / ")}`,
  );
}

test.each([
  ["On 4/1/26 17:32, Zi Yan wrote:", "Zi Yan"],
  ["On 1 Apr 2026, at 15:15, David Hildenbrand (Arm) wrote:", "David Hildenbrand (Arm)"],
  ["On Wed, Apr 01, 2026 at 10:35:12AM +0200, Zi Yan wrote:", "Zi Yan"],
  ["On Wed, 1 Apr 2026 10:35:12 +0200 Zi Yan <zi@x.example> wrote:", "Zi Yan"],
  ["On Wed, Apr 1, 2026 at 10:35 AM 'May Li' via linux-mm <l@x.example> wrote:", "May Li"],
  ["Zi Yan <zi@x.example> writes:", "Zi Yan"],
  ["Am 01.04.26 um 17:32 schrieb Zi Yan:", "Zi Yan"],
  ["On the other hand, the manual wrote:", null],
  ["So this is what I mean:", null],
])("%s", (line, author) => {
  expect(quotedAuthor(line)).toBe(author);
});

test("each level has the author whom the last attribution above it names", () => {
  const body = [
    "On 4/1/26 17:32, B wrote:",
    "> On 3/1/26 17:32, C wrote:",
    ">> first",
    "> second",
    "third",
    "On 2/1/26 17:32, D wrote:",
    ">> nobody knows",
    "> fourth",
  ].join("\n");
  expect(turns(body)).toEqual([
    "0 me: On 4/1/26 17:32, B wrote:",
    "1 B: On 3/1/26 17:32, C wrote:",
    "2 C: first",
    "1 B: second",
    "0 me: third / On 2/1/26 17:32, D wrote:",
    "2 C: nobody knows",
    "1 B: fourth",
  ]);
});

test("an attribution may be wrapped, and a blank line may follow it", () => {
  const body =
    "On Wed, 1 Apr 2026 at 10:35, A Person With A Long Name\n<a@x.example> wrote:\n\n> hi";
  const [attribution, quoted] = turnsOf(body, "me");
  expect(attribution).toMatchObject({ isAttribution: true, lines: body.split("\n").slice(0, 2) });
  expect(quoted).toMatchObject({ level: 1, author: "A Person With A Long Name" });
});

test("quote marks count alike with and without blanks between", () => {
  expect(turns(">>> a\n> > > b\n>> > c")).toEqual(["3 ?: a / b / c"]);
});

test("a signature is left out, a quotation below one is not", () => {
  expect(turns("text\n-- \nA Person")).toEqual(["0 me: text"]);
  expect(turns("text\n-- \nA Person\n\n> quoted")).toHaveLength(2);
});
