import { readFileSync } from "node:fs";
import { type AddressObject, simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { findIdentity, identityComment } from "../../app/mail/identity-comment.js";
import { readMessage } from "../../app/mail/import/read-message.js";
import { splitMbox } from "../../app/mail/import/split-mbox.js";
import { messageToNotebook } from "../../app/mail/import/to-notebook.js";
import { turnsOf } from "../../app/mail/import/turns.js";
import type { Identity } from "../../app/mail/message.js";
import { attributionLine, composeReply, replySubject } from "../../app/mail/reply/compose.js";
import { plainText } from "../../app/mail/reply/plain-text.js";

const thread = readFileSync(new URL("thread.mbox", import.meta.url));
const envelope = {
  from: { name: "J\u00fcrgen \u00d6ttl, PhD", address: "j@reply.example" },
  date: "Thu, 02 Apr 2026 09:00:00 +0200",
  messageId: "<reply-1@reply.example>",
};

async function threadMessage() {
  const [bytes, ...more] = splitMbox(thread);
  expect(more).toEqual([]);
  return readMessage(bytes);
}

function names(list: AddressObject | AddressObject[] | undefined): string[] {
  return [list ?? []].flat().flatMap(({ value }) => value.map(({ name }) => name));
}

describe("the thread that the project began with", () => {
  test("becomes a notebook that says who said what", async () => {
    const message = await threadMessage();
    const text = messageToNotebook(message, "thread");
    await expect(text).toMatchFileSnapshot("golden/thread.heddle.md");
    expect(findIdentity(text)).toEqual(message.identity);
    const turns = turnsOf(message.body, "Zi Yan");
    expect(new Set(turns.map(({ level }) => level))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(turns.every(({ author }) => author !== null)).toBe(true);
    const concern = turns.find(({ lines }) => lines[0].startsWith("Independent of that"));
    expect(concern).toMatchObject({ level: 3, author: "David Hildenbrand (Arm)" });
  });

  test("goes back to the list as it was, one level deeper", async () => {
    const { identity, body } = await threadMessage();
    const notebook = messageToNotebook({ identity, body }, "thread");
    const quoted = notebook.slice(0, notebook.indexOf("## The code")).replace(/^# .*$/m, "");
    const reply = [attributionLine(identity!), ...plainText(quoted, 72)];
    const parsed = await simpleParser(composeReply(identity!, envelope, reply));
    const sent = parsed.text!.split("\n").filter((line) => /[^> ]/.test(line));
    const said = body.split("\n").filter((line) => /[^> ]/.test(line));
    expect(sent.slice(1).map(words)).toEqual(said.map((line) => words(`> ${line}`)));
    expect(parsed.inReplyTo).toBe(identity!.messageId);
    expect(parsed.references).toEqual([...identity!.references, identity!.messageId]);
    expect(parsed.subject).toBe(identity!.subject);
    expect(parsed.messageId).toBe(envelope.messageId);
    expect(parsed.from?.value).toEqual([envelope.from]);
    expect(names(parsed.to)).toEqual(["Zi Yan"]);
    expect(names(parsed.cc)).toEqual(["David Hildenbrand (Arm)", "", ""]);
  });
});

/** A quoted line with its marks counted and its text apart, since mail programs space marks freely. */
function words(line: string): [number, string] {
  const marks = /^(?: ?>)*/.exec(line)?.[0] ?? "";
  return [marks.replace(/ /g, "").length, line.slice(marks.length).trim()];
}

test("headers survive any names, subjects and long lists of references", async () => {
  const original: Identity = {
    messageId: "<original@x.example>",
    references: Array.from({ length: 40 }, (_, i) => `<${"r".repeat(i)}${i}@x.example>`),
    subject: `RE: re: Re[2]: \u201cfolio\u201d ${"\u65e5\u672c\u8a9e".repeat(30)}`,
    from: { name: 'Back\\slash "Q" \u2014 Smith', address: "s@x.example" },
    to: [envelope.from, { name: "List, The", address: "l@x.example" }],
    cc: [
      { name: "", address: "l@x.example" },
      { name: "\u{1F9F5}".repeat(20), address: "t@x.example" },
    ],
    date: "",
  };
  expect(findIdentity(`${identityComment(original)}\n\n# x\n`)).toEqual(original);
  const text = composeReply(original, envelope, ["text"]);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(76);
  const parsed = await simpleParser(text);
  expect(parsed.subject).toBe(replySubject(original.subject));
  expect(parsed.subject).toMatch(/^Re: \u201cfolio/);
  expect([parsed.to].flat()[0]?.value).toEqual([original.from]);
  expect([parsed.cc].flat()[0]?.value).toEqual([original.to[1], original.cc[1]]);
  expect(parsed.references).toEqual([...original.references, original.messageId]);
  expect(text).toContain("charset=us-ascii\nContent-Transfer-Encoding: 7bit\n");
  expect(text).not.toContain("flowed");
});

test("an end of a comment in a header does not end the notebook's comment", () => {
  const identity: Identity = {
    messageId: "<a@x.example>",
    references: [],
    subject: "a --> b &gt; c --&gt; d",
    from: null,
    to: [],
    cc: [],
    date: "",
  };
  const comment = identityComment(identity);
  expect(comment.indexOf("-->")).toBe(comment.length - 3);
  expect(findIdentity(comment)?.subject).toBe(identity.subject);
});

test("a line that mail cannot carry is refused", () => {
  const original = { ...({} as Identity), references: [], to: [], cc: [], from: null, subject: "" };
  expect(() =>
    composeReply({ ...original, messageId: "", date: "" }, envelope, ["x".repeat(999)]),
  ).toThrow("break it in the notebook");
});
