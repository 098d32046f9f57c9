/** A page with the kernel, served from this machine, for tests in a browser. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { builtFile } from "../../app/kernel/node/assets.js";
import { kernelPrefix, securityHeaders } from "../../app/host/content-policy.js";

/** A running server. */
export interface Served {
  /** Ends with a slash. */
  readonly url: string;
  /** Paths asked for, in order. */
  readonly requests: readonly string[];
  close(): void;
}

/** Path of the page without the headers that isolate it from pages of other origins. */
export const plainPath = "/plain";
const isolating: ReadonlySet<string> = new Set([
  "Cross-Origin-Opener-Policy",
  "Cross-Origin-Embedder-Policy",
]);

/** Bundles a TypeScript program for the page. */
async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

/** A worker that tries to reach the network with everything that it has. */
const bareWorker = `onmessage = async ({ data: url }) => {
  const ways = {
    fetch: () => fetch(url + "fetched"),
    XMLHttpRequest: () => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.onload = resolve;
      request.onerror = reject;
      request.open("GET", url + "xhr");
      request.send();
    }),
    WebSocket: () => new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace("http", "ws") + "socket");
      socket.onopen = resolve;
      socket.onerror = reject;
    }),
    importScripts: () => importScripts("/imported.js"),
    import: () => import(url + "module.js"),
    Worker: () => new Promise((resolve, reject) => {
      const worker = new Worker("/kernel/kernel.js");
      worker.onmessage = resolve;
      worker.onerror = reject;
    }),
  };
  const found = await Promise.all(Object.entries(ways).map(async ([name, way]) => {
    try { await way(); return name + " works"; } catch { return name + " refused"; }
  }));
  postMessage(found.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(", "));
};`;

/**
 * Serves a page that runs a program, and the built kernel, with the headers that
 * the workbench sends; any other path
 * is answered, too, to everybody, so that only the policies keep requests away.
 */
export async function serve(program: string): Promise<Served> {
  const kernel = readFileSync(builtFile("web/kernel.js"), "utf8");
  const page = [
    "text/html",
    '<!doctype html><meta charset="utf-8"><title>Heddle</title><script src="/page.js"></script>',
  ] as const;
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    "/": page,
    [plainPath]: page,
    "/page.js": ["text/javascript", await bundle(program)],
    [`${kernelPrefix}kernel.js`]: ["text/javascript", kernel],
    [`${kernelPrefix}bare.js`]: ["text/javascript", bareWorker],
  };
  const requests: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    requests.push(url);
    const path = url.replace(/\?.*/, "");
    const [type, text] = files[path] ?? ["text/javascript", "self.reached = true;"];
    for (const [name, value] of Object.entries(securityHeaders(path))) {
      if (path !== plainPath || !isolating.has(name)) response.setHeader(name, value);
    }
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Content-Type", `${type}; charset=utf-8`);
    response.end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
