import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { templates } from "../../app/notebook/templates/templates.js";
import { heddle, makeFolder } from "./heddle.js";

const folder = makeFolder();
const mbox = "thread.mbox";
copyFileSync(fileURLToPath(new URL("../mail/thread.mbox", import.meta.url)), join(folder, mbox));

test("a new notebook runs and holds", async () => {
  const { code, stdout } = await heddle(folder, ["new", "fresh"]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "fresh.heddle.md is written. Next:\n  heddle run fresh.heddle.md\n",
  });
  const run = await heddle(folder, ["run", "fresh.heddle.md"]);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain("HOLDS  both increments count");
});

test("a notebook from any template runs as expected and asks something of its own", async () => {
  for (const { id } of templates) {
    expect(await heddle(folder, ["new", id, "--template", id])).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await heddle(folder, ["run", `${id}.heddle.md`]);
    expect({ id, code, stderr }).toEqual({ id, code: 0, stderr: "" });
    if (id === "empty") expect(stdout).toBe("no checks\n");
    else expect(stdout).toMatch(/^(HOLDS|VIOLATED)  (?!no deadlock)|^ +under a lock +holds/m);
  }
}, 60_000);

test("a template that is none is refused with those that are", async () => {
  const { code, stderr } = await heddle(folder, ["new", "x", "--template", "nothing"]);
  expect(code).toBe(64);
  expect(stderr).toBe(
    "there is no template nothing\n  Choose one of threads, litmus, waiting, matrix, page-cache, empty.\n",
  );
  const both = await heddle(folder, ["new", "x", "--template", "litmus", "--from-mail", mbox]);
  expect(both.code).toBe(64);
  expect(both.stderr).toContain("not with both");
});

test("a file that is there is left as it is", async () => {
  writeFileSync(join(folder, "mine.heddle.md"), "mine");
  for (const name of ["mine", "mine.heddle.md", "mine.md"]) {
    const { code, stderr } = await heddle(folder, ["new", name]);
    expect(code).toBe(64);
    expect(stderr).toMatch(/^mine\.heddle\.md: this file is there already/);
  }
  expect(readFileSync(join(folder, "mine.heddle.md"), "utf8")).toBe("mine");
});

test("an investigation begins with a mail and ends as the reply to it", async () => {
  expect((await heddle(folder, ["new", "thp", "--from-mail", mbox])).code).toBe(0);
  expect((await heddle(folder, ["run", "thp.heddle.md"])).code).toBe(0);
  const args = ["export", "thp.heddle.md", "--eml", "--from", "A, B <a@x.example>"];
  const { code, stdout, stderr } = await heddle(folder, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect((await heddle(folder, args)).stdout).toBe(stdout);
  const reply = await simpleParser(stdout);
  expect(reply).toMatchObject({
    inReplyTo: "<20260401-hole@thread.example>",
    subject: "Re: [PATCH v1 03/10] mm: fs: remove filemap_nr_thps*() functions and their users",
    from: { value: [{ name: "A, B", address: "a@x.example" }] },
    to: { value: [{ name: "Zi Yan", address: "ziy@thread.example" }] },
  });
  expect(reply.attachments).toEqual([]);
  expect(reply.text).toMatch(/^On Wed, 01 Apr 2026 15:15:00 -0400, Zi Yan wrote:\n> On 1 Apr 2026/);
  expect(reply.text).toMatch(/^> > > > Independent of that, are we sure/m);
  expect(reply.text).toContain(
    '\n"both increments count" holds in every interleaving of "two increments".\n',
  );
  const cell = [args[0], "thp.heddle.md#race", ...args.slice(2)];
  const short = await simpleParser((await heddle(folder, cell)).stdout);
  expect(short.text).toMatch(/^On Wed.*wrote:\n> On 1 Apr 2026/);
  const dated = [
    ...args,
    "--date",
    "Thu, 02 Apr 2026 09:00:00 +0200",
    "--message-id",
    "r@x.example",
  ];
  const { date, messageId } = await simpleParser((await heddle(folder, dated)).stdout);
  expect([date?.toISOString(), messageId]).toEqual(["2026-04-02T07:00:00.000Z", "<r@x.example>"]);
});

test.each([
  [["--date", "yesterday"], "--date yesterday is no date"],
  [["--message-id", "x"], "--message-id x is none"],
  [["--from", "nobody"], "--from nobody is no address"],
])("an envelope that mail cannot carry is refused: %j", async (options, message) => {
  await heddle(folder, ["new", "envelope", "--from-mail", mbox]);
  const from = options[0] === "--from" ? [] : ["--from", "a@x.example"];
  const args = ["export", "envelope.heddle.md", "--eml", ...from, ...options];
  const { code, stdout, stderr } = await heddle(folder, args);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
  expect(stderr).toContain(message);
});

test("a sender has to be named", async () => {
  await heddle(folder, ["new", "unsent", "--from-mail", mbox]);
  const { code, stderr } = await heddle(folder, ["export", "unsent.heddle.md", "--eml"]);
  expect(code).toBe(64);
  expect(stderr).toContain("--from 'Name <name@example.org>'");
});

test("which message, when there are several", async () => {
  const one = readFileSync(join(folder, mbox), "utf8");
  writeFileSync(join(folder, "two.mbox"), `${one}\n${one.replace("20260401-hole", "second")}`);
  const several = await heddle(folder, ["new", "two", "--from-mail", "two.mbox"]);
  expect(several.code).toBe(64);
  expect(several.stderr).toContain(
    "there are 2 messages in this file; say which with --message ID",
  );
  expect(several.stderr).toContain("  <second@thread.example>  Zi Yan: Re: [PATCH v1 03/10]");
  const named = ["new", "two", "--from-mail", "two.mbox", "--message", "second@thread.example"];
  expect((await heddle(folder, named)).code).toBe(0);
  const unknown = await heddle(folder, ["new", "x", "--from-mail", mbox, "--message", "zz@x"]);
  expect(unknown.stderr).toContain("there is no message <zz@x>\n  The messages are:");
});

test.each([
  ["empty.mbox", "", "there is no message in this file"],
  ["html.eml", "Subject: s\nContent-Type: text/html\n\n<p>x</p>\n", "has only HTML"],
])("%s is refused", async (file, text, message) => {
  writeFileSync(join(folder, file), text);
  const { code, stderr } = await heddle(folder, ["new", "refused", "--from-mail", file]);
  expect(code).toBe(64);
  expect(stderr.startsWith(`${file}: `)).toBe(true);
  expect(stderr).toContain(message);
});

test("files and folders that are not there are named", async () => {
  const mail = await heddle(folder, ["new", "x", "--from-mail", "none.mbox"]);
  expect([mail.code, mail.stderr]).toEqual([
    64,
    expect.stringMatching(/^none\.mbox: there is no such/),
  ]);
  const place = await heddle(folder, ["new", "no/such/x"]);
  expect([place.code, place.stderr]).toEqual([64, expect.stringContaining("no such folder")]);
  const alone = await heddle(folder, ["new", "x", "--message", "a@b"]);
  expect([alone.code, alone.stderr]).toEqual([64, expect.stringContaining("--from-mail FILE")]);
});
