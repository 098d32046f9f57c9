/** Which requests the server answers: pure decisions over what a request says of itself. */
import { timingSafeEqual } from "node:crypto";

/** The parts of a request that count. */
export interface RequestFacts {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  /** Path and query. */
  readonly url: string;
}

/** What the server knows of itself. */
export interface Secrets {
  readonly port: number;
  /** In the address that is printed; good for getting the cookie. */
  readonly token: string;
  /** Value of the cookie. */
  readonly session: string;
}

/** What to do with a request. */
export type Decision =
  /** Not for us: another name for this machine (DNS rebinding), another page, another method. */
  | { readonly kind: "refuse"; readonly status: 403 | 405; readonly reason: string }
  /** A right token: give the cookie and go to the address without the token. */
  | { readonly kind: "admit"; readonly location: string }
  /** No cookie: say how to get one. */
  | { readonly kind: "ask" }
  | { readonly kind: "answer"; readonly path: string };

/** Name of the cookie; cookies are shared by all ports of a host, so the port is in it. */
export function cookieName(port: number): string {
  return `heddle-${port}`;
}

/** Decides about a request for a page or a file. */
export function decideRequest(request: RequestFacts, secrets: Secrets): Decision {
  const { method, host, origin, url } = request;
  if (!isOurHost(host, secrets.port)) return refuse(403, "the Host header names another machine");
  if (origin !== undefined && !isOurOrigin(origin, secrets.port)) {
    return refuse(403, "the request comes from another page");
  }
  if (method !== "GET" && method !== "HEAD") return refuse(405, "only GET and HEAD are answered");
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const token = searchParams.get("token");
  if (token !== null && pathname === "/" && equal(token, secrets.token)) {
    searchParams.delete("token");
    const rest = searchParams.toString();
    return { kind: "admit", location: rest === "" ? "/" : `/?${rest}` };
  }
  if (!hasSession(request.cookie, secrets)) return { kind: "ask" };
  return { kind: "answer", path: pathname };
}

/** Decides about opening the connection that carries the contract's calls. */
export function mayConnect(request: RequestFacts, secrets: Secrets): boolean {
  return (
    isOurHost(request.host, secrets.port) &&
    // A browser always says where a WebSocket comes from; other programs have no business here.
    request.origin !== undefined &&
    isOurOrigin(request.origin, secrets.port) &&
    new URL(request.url, "http://localhost").pathname === "/host" &&
    hasSession(request.cookie, secrets)
  );
}

function refuse(status: 403 | 405, reason: string): Decision {
  return { kind: "refuse", status, reason };
}

function isOurHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function isOurOrigin(origin: string, port: number): boolean {
  return origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

function hasSession(cookies: string | undefined, { port, session }: Secrets): boolean {
  const prefix = `${cookieName(port)}=`;
  return (cookies ?? "")
    .split(/; */)
    .some((cookie) => cookie.startsWith(prefix) && equal(cookie.slice(prefix.length), session));
}

/** Takes the same time for every wrong guess of the right length. */
function equal(guess: string, secret: string): boolean {
  const [a, b] = [Buffer.from(guess), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
