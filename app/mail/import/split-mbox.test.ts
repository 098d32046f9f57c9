import { expect, test } from "vitest";
import { splitMbox } from "./split-mbox.js";

function split(text: string): string[] {
  return splitMbox(new TextEncoder().encode(text)).map((bytes) => new TextDecoder().decode(bytes));
}

const line = "From a@x.example Wed Apr  1 15:15:00 2026";

test("each separator begins a message, and the escaped ones are taken back", () => {
  expect(
    split(`${line}\nSubject: 1\n\n>From here\n>>From there\n\n${line}\nSubject: 2\n\nx\n`),
  ).toEqual(["Subject: 1\n\nFrom here\n>From there\n\n", "Subject: 2\n\nx\n"]);
});

test("a sentence that begins with From is no separator", () => {
  const text = `${line}\nSubject: 1\n\nText.\n\nFrom what I see it holds.\nFrom 1 to 2\n`;
  expect(split(text)).toHaveLength(1);
});

test("a file that does not begin with a separator is one message, as it is", () => {
  expect(split("\uFEFFSubject: x\n\n>From here\n")).toEqual(["Subject: x\n\n>From here\n"]);
  expect(split("")).toEqual([]);
  expect(split(" \r\n\n")).toEqual([]);
});

test("line ends may be CRLF", () => {
  const text = `${line}\r\nSubject: 1\r\n\r\nx\r\n\r\n${line}\r\nSubject: 2\r\n\r\ny\r\n`;
  expect(split(text)).toHaveLength(2);
});
