/** Browser mode over real connections: who gets in, what is sent, which calls do what. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBirpc } from "birpc";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Assets } from "../../app/host/assets.js";
import type { HostApi, HostEvents } from "../../app/host/contract.js";
import { within } from "../../app/host/folder-guard.js";
import { SharedState } from "../../app/host/shared-state.js";
import { encodeResults } from "../../app/notebook/results/encode.js";
import { scratchFolder } from "../scratch-folder.js";
import { type RunningServer, serve } from "../../app/server/serve.js";

const refused = () => Promise.reject(new Error("not in this test"));

async function start() {
  const folder = await scratchFolder();
  const files = await scratchFolder();
  await writeFile(join(files, "index.html"), "<!doctype html>workbench");
  await mkdir(join(files, "assets"));
  await writeFile(join(files, "assets", "a.js"), "export {}");
  await writeFile(join(files, "secret.key"), "secret");
  const kernel = await scratchFolder();
  await writeFile(join(kernel, "kernel.js"), "");
  const shared = new SharedState({
    guard: await within(folder),
    data: join(await scratchFolder(), "data"),
    gallery: join(import.meta.dirname, "../../notebooks"),
  });
  const server = await serve({
    shared,
    shell: {
      version: "0.0.0",
      mode: "browser",
      platform: "linux",
      cores: 2,
      chooseOpen: refused,
      chooseSave: refused,
      openExternal: refused,
      newWindow: refused,
      setMenu: () => undefined,
      now: () => 5,
      target: () => null,
    },
    assets: await Assets.of({ "/": files, "/kernel/": kernel }),
    port: 0,
  });
  onTestFinished(async () => {
    await server.end();
    await shared.end();
  });
  return { folder, server };
}

async function cookieOf(server: RunningServer): Promise<string> {
  const response = await fetch(server.address, { redirect: "manual" });
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe("/");
  const cookie = response.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  return cookie.split(";")[0];
}

async function connect(server: RunningServer, events: Partial<HostEvents> = {}) {
  const origin = `http://127.0.0.1:${server.port}`;
  const headers = { cookie: await cookieOf(server), origin };
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/host`, { headers });
  await new Promise((done, fail) => socket.on("open", done).on("error", fail));
  const host = createBirpc<HostApi, HostEvents>(events as HostEvents, {
    post: (text: string) => socket.send(text),
    on: (listener) => socket.on("message", (data: Buffer) => listener(data.toString("utf8"))),
    serialize: JSON.stringify,
    deserialize: JSON.parse,
    timeout: -1,
  });
  return { host, socket };
}

test("without the token there is only a page that says how to get in", async () => {
  const { server } = await start();
  const origin = `http://127.0.0.1:${server.port}`;
  for (const path of ["/", "/assets/a.js", "/kernel/kernel.js"]) {
    const response = await fetch(origin + path);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("heddle serve");
  }
});

test("files are sent with the policy of their kind, and nothing that is not a page's file", async () => {
  const { server } = await start();
  const origin = `http://127.0.0.1:${server.port}`;
  const headers = { cookie: await cookieOf(server) };
  const get = (path: string) => fetch(origin + path, { headers });

  const page = await get("/");
  expect(await page.text()).toContain("workbench");
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
  expect(page.headers.get("content-security-policy")).not.toContain("unsafe-eval");
  const kernel = await get("/kernel/kernel.js");
  expect(kernel.headers.get("content-security-policy")).toContain("connect-src 'none'");
  for (const path of ["/secret.key", "/../package.json", "/%2e%2e/package.json", "/a%00", "/%"]) {
    expect((await get(path)).status).toBe(404);
  }
});

test("a page of another origin cannot connect", async () => {
  const { server } = await start();
  const cookie = await cookieOf(server);
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/host`, {
    headers: { cookie, origin: "http://evil.example" },
  });
  await expect(
    new Promise((done, fail) => socket.on("open", done).on("error", fail)),
  ).rejects.toThrow("403");
});

test("a notebook is opened, saved and found among the recent ones", async () => {
  const { folder, server } = await start();
  await writeFile(join(folder, "a.heddle.md"), "# A\n");
  const { host } = await connect(server);
  const opened = await host.open("a.heddle.md");
  expect(opened).toMatchObject({ name: "a.heddle.md", text: "# A\n", trusted: false });
  const outcome = await host.save({ path: opened.path, text: "# B\n", over: opened.revision });
  expect(outcome.kind).toBe("saved");
  expect(await readFile(join(folder, "a.heddle.md"), "utf8")).toBe("# B\n");
  await host.trust(opened.path);
  expect((await host.open(opened.path)).trusted).toBe(true);
  const info = await host.start();
  expect(info.recent).toEqual([{ path: opened.path, name: "a.heddle.md", folder }]);
  expect(info.gallery.map(({ name }) => name)).toContain("khugepaged-writers.heddle.md");
});

test("two tabs on one notebook: the second is told, and the first of the second", async () => {
  const { folder, server } = await start();
  await writeFile(join(folder, "a.heddle.md"), "# A\n");
  const openElsewhere = vi.fn();
  const changedOnDisk = vi.fn();
  const first = await connect(server, { openElsewhere, changedOnDisk });
  const second = await connect(server);
  await first.host.open("a.heddle.md");
  const opened = await second.host.open("a.heddle.md");
  expect(opened.openElsewhere).toBe(true);
  await vi.waitFor(() => expect(openElsewhere).toHaveBeenCalledOnce());
  await second.host.save({ path: opened.path, text: "# B\n", over: opened.revision });
  await vi.waitFor(() =>
    expect(changedOnDisk).toHaveBeenCalledWith(expect.objectContaining({ text: "# B\n" })),
  );
  second.socket.close();
  await vi.waitFor(() =>
    expect(openElsewhere).toHaveBeenLastCalledWith({ path: opened.path, open: false }),
  );
});

test("nothing outside of the folder is read, listed or written", async () => {
  const { folder, server } = await start();
  const elsewhere = await scratchFolder();
  await writeFile(join(elsewhere, "s.heddle.md"), "secret");
  await symlink(elsewhere, join(folder, "link"));
  const { host } = await connect(server);
  const outside = expect.objectContaining({ code: "outside" });
  for (const path of [join(elsewhere, "s.heddle.md"), "link/s.heddle.md", "../s.heddle.md"]) {
    await expect(host.open(path)).rejects.toEqual(outside);
    await expect(host.save({ path, text: "x", over: null })).rejects.toEqual(outside);
    await expect(host.saveResults(path, "x")).rejects.toEqual(outside);
  }
  await expect(host.list("link")).rejects.toEqual(outside);
  await expect(host.list("..")).rejects.toEqual(outside);
  expect(await readFile(join(elsewhere, "s.heddle.md"), "utf8")).toBe("secret");
});

test("a record that cannot be read is kept, and the page is told its new name", async () => {
  const { folder, server } = await start();
  await writeFile(join(folder, "a.heddle.md"), "# A\n");
  await writeFile(join(folder, "a.results.json"), "{");
  const { host } = await connect(server);
  expect(await host.saveResults("a.heddle.md", "first")).toBe("a.results.json.damaged-1");
  expect(await readFile(join(folder, "a.results.json.damaged-1"), "utf8")).toBe("{");
  await writeFile(join(folder, "a.results.json"), '{"heddleResults": 99}');
  expect(await host.saveResults("a.heddle.md", encodeResults(new Map()))).toBe(
    "a.results.json.newer-1",
  );
  expect(await host.saveResults("a.heddle.md", encodeResults(new Map()))).toBeNull();
});

test("only notebooks can be opened and written", async () => {
  const { folder, server } = await start();
  await writeFile(join(folder, ".bashrc"), "");
  const { host } = await connect(server);
  await expect(host.open(".bashrc")).rejects.toMatchObject({ code: "bad-name" });
  for (const path of [".bashrc", ".heddle.md"]) {
    const save = host.save({ path, text: "x", over: null });
    await expect(save).rejects.toMatchObject({ code: "bad-name" });
  }
});

test("wrong calls are answered with an error, and the next call works", async () => {
  const { server } = await start();
  const { host, socket } = await connect(server);
  await expect(host.open(5 as unknown as string)).rejects.toMatchObject({ code: "bad-call" });
  await expect(host.dropBackup("../../x")).rejects.toMatchObject({ code: "bad-call" });
  await expect(host.openGallery("../package.json")).rejects.toMatchObject({ code: "bad-call" });
  await expect(host.openExternal("file:///etc/passwd")).rejects.toMatchObject({ code: "bad-call" });
  socket.send("not json");
  socket.send("null");
  socket.send('{"t":"q","i":"1","m":"constructor","a":[]}');
  socket.send('{"t":"q","i":"2","m":"list","a":7}');
  expect((await host.list(null)).entries).toEqual([]);
});
