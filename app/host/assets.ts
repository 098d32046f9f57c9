/** The files of the built workbench, by the path they are requested under. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { securityHeaders } from "./content-policy.js";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".webmanifest": "application/manifest+json",
};

/** A file as it is sent. */
export interface Asset {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A closed list of files: what is not on it when the program starts is never sent, whatever the
 * request looks like.
 */
export class Assets {
  private constructor(private readonly files: ReadonlyMap<string, string>) {}

  /**
   * Lists folders with all their subfolders; `/` stands for `/index.html`.
   *
   * @param mounts folder by the prefix under which its files are requested, which ends in `/`
   */
  static async of(mounts: Readonly<Record<string, string>>): Promise<Assets> {
    const files = new Map<string, string>();
    for (const [prefix, folder] of Object.entries(mounts)) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !(extname(entry.name) in types)) continue;
        const file = join(entry.parentPath, entry.name);
        files.set(prefix + relative(folder, file).split(sep).join("/"), file);
      }
    }
    const index = files.get("/index.html");
    if (index !== undefined) files.set("/", index);
    return new Assets(files);
  }

  /** The file for a path as it stands in a request, without the query; null when there is none. */
  async read(path: string): Promise<Asset | null> {
    const file = this.files.get(decoded(path));
    if (file === undefined) return null;
    // Vite's file names hold a hash of their content.
    const lasting = /\/assets\//.test(path);
    return {
      body: await readFile(file),
      headers: {
        "Content-Type": types[extname(file)],
        "Cache-Control": lasting ? "private, max-age=31536000, immutable" : "no-cache",
        ...securityHeaders(path),
      },
    };
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
