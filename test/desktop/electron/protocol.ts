type Handler = (request: Request) => Promise<Response>;

/**
 * `electron.protocol`. Chromium knows no scheme of ours, so pages of `scheme://host/` are loaded as
 * `https://scheme.host.test/`, whose requests never reach a network but the registered handler.
 */
const handlers = new Map<string, Handler>();
const registered = new Set<string>();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly { scheme: string }[]) => {
    for (const { scheme } of schemes) registered.add(scheme);
  },
  handle: (scheme: string, handler: Handler) => {
    if (!registered.has(scheme)) throw new Error(`${scheme} was not registered before ready`);
    handlers.set(scheme, handler);
  },
};

/** The address that Chromium is given for one of ours; other addresses stay. */
export function toChromium(url: string): string {
  const match = /^([a-z][a-z-]*):\/\/([a-z]+)(\/.*)?$/.exec(url);
  if (match === null || !handlers.has(match[1])) return url;
  return `https://${match[2]}.${match[1]}.test${match[3] ?? "/"}`;
}

/** The address of ours behind one that Chromium has; other addresses stay. */
export function fromChromium(url: string): string {
  const match = /^https:\/\/([a-z]+)\.([a-z-]+)\.test(\/.*)?$/.exec(url);
  return match === null ? url : `${match[2]}://${match[1]}${match[3] ?? "/"}`;
}

/** Answers a request of a page through the registered handler; null when it is not for one. */
export async function respond(url: string): Promise<Response | null> {
  const ours = fromChromium(url);
  const handler = handlers.get(ours.slice(0, ours.indexOf(":")));
  return handler === undefined ? null : handler(new Request(ours));
}
