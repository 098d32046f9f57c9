import { spawn } from "node:child_process";

/** The program that opens an address with whatever the user has chosen for it. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address in the user's browser; resolves with false when that could not be started. */
export function openInBrowser(address: string): Promise<boolean> {
  const [program, ...args] = openers[process.platform] ?? ["xdg-open"];
  return new Promise((done) => {
    // The opener may live as long as the browser it starts.
    const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
    child.on("error", () => done(false));
    child.on("spawn", () => done(true));
    child.unref();
  });
}
