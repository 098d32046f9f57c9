import { expect, test } from "vitest";
import { chooseMessage } from "../../app/mail/import/choose-message.js";
import { readMessage } from "../../app/mail/import/read-message.js";
import { splitMbox } from "../../app/mail/import/split-mbox.js";
import { messageToNotebook } from "../../app/mail/import/to-notebook.js";
import type { Message } from "../../app/mail/message.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function read(text: string, encode = bytes): Promise<Message> {
  return readMessage(encode(text));
}

const head = "From: A <a@x.example>\nMessage-ID: <1@x.example>\nSubject: s\n";

test("quoted-printable in ISO 8859-1", async () => {
  const { body } = await read(
    `${head}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nf=FCr x =3D=\n=3D 1\n`,
  );
  expect(body).toBe("f\u00fcr x == 1\n");
});

test("base64 in UTF-8", async () => {
  const encoded = Buffer.from("> quoted \u2013 text\nmine\n").toString("base64");
  const { body } = await read(
    `${head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${encoded}\n`,
  );
  expect(body).toBe("> quoted \u2013 text\nmine\n");
});

test("8-bit text in the charset that it names", async () => {
  const type = "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n";
  expect((await read(`${head}${type}\n\x93quoted\x94 \xe9\n`, latin)).body).toBe(
    "\u201cquoted\u201d \u00e9\n",
  );
});

test("of several parts the plain one, without attachments", async () => {
  const { body } = await read(
    `${head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\n` +
      "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain\n\nplain\n" +
      "--i\nContent-Type: text/html\n\n<p>rich</p>\n--i--\n--o\nContent-Type: text/x-patch\n" +
      "Content-Disposition: attachment; filename=x.patch\n\ndiff\n--o--\n",
  );
  expect(body.trim()).toBe("plain");
});

test("encoded words, folded headers and comments in addresses", async () => {
  const { identity } = await read(
    "From: =?UTF-8?Q?Z=C3=AF?= =?UTF-8?B?IFlhbg==?= <z@x.example>\n" +
      'To: "B, C" <b@x.example>,\n l@x.example, Group: d@x.example;\nSubject: =?iso-8859-1?Q?f=FCr?=\n alle\n' +
      "Message-ID: <1@x.example>\nIn-Reply-To: <0@x.example>\nDate: Wed, 1 Apr 2026\n 15:15:00 -0400\n\ntext\n",
  );
  expect(identity).toEqual({
    messageId: "<1@x.example>",
    references: ["<0@x.example>"],
    subject: "f\u00fcr alle",
    from: { name: "Z\u00ef Yan", address: "z@x.example" },
    to: [
      { name: "B, C", address: "b@x.example" },
      { name: "", address: "l@x.example" },
      { name: "", address: "d@x.example" },
    ],
    cc: [],
    date: "Wed, 1 Apr 2026 15:15:00 -0400",
  });
});

test("a text copied from an archive has no identity, and keeps its first line", async () => {
  for (const first of ["On 4/1/26 17:32, Zi Yan wrote:", "Note: this is no header"]) {
    expect(await read(`${first}\r\n\r\n> hi\r\n`)).toEqual({
      identity: null,
      body: `${first}\n\n> hi\n`,
    });
  }
  const text = messageToNotebook(
    await read("On 4/1/26 17:32, Zi Yan wrote:\n> hi\n\nyes\n"),
    "thp",
  );
  expect(text).toMatch(/^# thp\n/);
  expect(text).toContain("> On 4/1/26 17:32, Zi Yan wrote:\n>\n> > hi\n\n<!-- -->\n\n> yes\n");
});

test("a message without plain text is refused with what to do", async () => {
  const html = read(`${head}Content-Type: text/html\n\n<p>x</p>\n`);
  await expect(html).rejects.toThrow(/has only HTML\n {2}Save its plain text/);
  await expect(read(`${head}\n\n`)).rejects.toThrow("is empty");
});

test("broken MIME still gives what text there is", async () => {
  const cut = `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: quoted-printable\n\n=zz text =`;
  expect((await read(cut)).body).toContain("text");
});

const parts = "Content-Type: multipart/mixed; boundary=b\n";
const nested = Array.from(
  { length: 3000 },
  (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
).join("");

test.each([
  ["an encoding that nobody knows", "Content-Transfer-Encoding: rot13\n\nhello\n", "hello\n"],
  ["a character that no text has", "Content-Type: text/plain\n\nhel\0lo\n", "hello\n"],
  ["a part that never ends", `${parts}\n--b\n\nhello\n`, "hello\n"],
  ["an encoded word cut short", "X-Note: =?utf-8?q?=zz=F?= =?nope?b?%%?=\n\nhello\n", "hello\n"],
])("the text of a mail with %s is read", async (_what, mail, text) => {
  expect((await read(head + mail)).body).toBe(text);
});

test.each([
  ["parts and no boundary", "Content-Type: multipart/mixed\n\n--b\n\nhello\n--b--\n"],
  ["a type that is none", "Content-Type: ;;;===\n\nhello\n"],
  ["an attachment alone", `${parts}\n--b\nContent-Type: image/png\n\nx\n--b--\n`],
])("a mail with %s is refused with what to do", async (_what, mail) => {
  await expect(read(head + mail)).rejects.toThrow(
    'the message "s" has no plain text that can be read\n  Save its plain text',
  );
});

test("a mail of parts inside of parts without an end is refused with what to do", async () => {
  await expect(read(head + nested)).rejects.toThrow(/cannot be read \(.*nesting.*\)\n {2}Save it/);
});

test("a mail of ten megabytes is read if they are not all text", async () => {
  const attachment = `${"QUJD".repeat(19)}\n`.repeat(140_000);
  const mail =
    `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n> quoted\n--b\n` +
    `Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${attachment}--b--\n`;
  expect((await readMessage(splitMbox(bytes(mail))[0])).body).toBe("> quoted\n");
  const text = `${"x".repeat(900)}\n`.repeat(12_000);
  await expect(read(`${head}\n${text}`)).rejects.toThrow(
    /has 10 million characters.*\n {2}Copy the part/,
  );
});

test("which message is asked for when there are several", async () => {
  const one = await read(`${head}\none\n`);
  const two = await read(`${head.replace("<1@", "<2@")}\ntwo\n`);
  const from = (id: string | null) => () => chooseMessage([one, two], id, "t.mbox");
  expect(from("2@x.example")()).toBe(two);
  expect(from("<1@x.example>")()).toBe(one);
  expect(from(null)).toThrow(/there are 2 messages.*--message ID\n {2}<1@x.example> {2}A: s\n/);
  expect(from("3@x.example")).toThrow(/no message <3@x.example>\n {2}The messages are:\n {2}<1@/);
  expect(() => chooseMessage([], null, "t.mbox")).toThrow("there is no message in this file");
});
