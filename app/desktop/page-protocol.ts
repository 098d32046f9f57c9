import { protocol } from "electron";
import type { Assets } from "../host/assets.js";
import { securityHeaders } from "../host/content-policy.js";
import { pageScheme } from "./navigation-policy.js";

/** Must be called before the app is ready: makes the scheme one that has an origin, like https. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Answers requests of the scheme from the closed list of built files. */
export function servePages(assets: Assets): void {
  protocol.handle(pageScheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    const asset = host === "workbench" ? await assets.read(pathname) : null;
    if (asset === null) {
      return new Response("There is nothing here.", {
        status: 404,
        headers: securityHeaders("/"),
      });
    }
    return new Response(new Uint8Array(asset.body), { headers: asset.headers });
  });
}
