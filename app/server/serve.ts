/** Browser mode: the workbench served to this machine's own browser, and to nobody else. */
import { randomBytes } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Assets } from "../host/assets.js";
import { serveChannel } from "../host/channel.js";
import { securityHeaders } from "../host/content-policy.js";
import type { Shell } from "../host/create-host.js";
import type { SharedState } from "../host/shared-state.js";
import { askForToken, notFound } from "./pages.js";
import {
  type RequestFacts,
  type Secrets,
  cookieName,
  decideRequest,
  mayConnect,
} from "./request-policy.js";

/** What a server needs. */
export interface ServeOptions {
  readonly shared: SharedState;
  readonly shell: Shell;
  readonly assets: Assets;
  /** Port on 127.0.0.1; 0 for any free one. */
  readonly port: number;
}

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** The address with the token: whoever has it may use the workbench. */
  readonly address: string;
  /** Ends all connections; resolves when the port is free. */
  end(): Promise<void>;
}

/** Bytes of the largest message from a page: a notebook in JSON. */
const largestMessage = 160 * 2 ** 20;

/** Starts serving. Rejects with the system's error when the port is taken. */
export async function serve({ shared, shell, assets, port }: ServeOptions): Promise<RunningServer> {
  const server = createServer();
  await listen(server, port);
  const secrets: Secrets = {
    port: (server.address() as AddressInfo).port,
    token: randomBytes(32).toString("base64url"),
    session: randomBytes(32).toString("base64url"),
  };

  server.on("request", (request, response) => {
    answer(request, response, secrets, assets).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  server.on("upgrade", (request, socket, head) => {
    if (!mayConnect(factsOf(request), secrets)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      connect(webSocket, shared, shell);
    });
  });

  return {
    port: secrets.port,
    address: `http://127.0.0.1:${secrets.port}/?token=${secrets.token}`,
    end: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", fail);
      done();
    });
  });
}

function factsOf({ method, headers, url }: IncomingMessage): RequestFacts {
  const { host, origin, cookie } = headers;
  return { method: method ?? "", host, origin, cookie, url: url ?? "/" };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  secrets: Secrets,
  assets: Assets,
): Promise<void> {
  const decision = decideRequest(factsOf(request), secrets);
  const html = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  switch (decision.kind) {
    case "refuse":
      response.writeHead(decision.status, { "Content-Type": "text/plain; charset=utf-8" });
      response.end(`${decision.reason}\n`);
      return;
    case "admit":
      response.writeHead(302, {
        Location: decision.location,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Set-Cookie": `${cookieName(secrets.port)}=${secrets.session}; Path=/; HttpOnly; SameSite=Strict`,
      });
      response.end();
      return;
    case "ask":
      response.writeHead(401, { ...securityHeaders("/"), ...html });
      response.end(askForToken);
      return;
    case "answer": {
      const asset = await assets.read(decision.path);
      if (asset === null) {
        response.writeHead(404, { ...securityHeaders("/"), ...html });
        response.end(notFound);
        return;
      }
      response.writeHead(200, { ...asset.headers, "Content-Length": asset.body.length });
      response.end(request.method === "HEAD" ? undefined : asset.body);
    }
  }
}

/** Serves one tab until its connection ends. */
function connect(socket: WebSocket, shared: SharedState, shell: Shell): void {
  const served = serveChannel(
    {
      post: (text) => socket.send(text),
      receive: (listener) => {
        socket.on("message", (data: Buffer, isBinary: boolean) => {
          if (!isBinary) listener(data.toString("utf8"));
        });
      },
    },
    shared,
    shell,
  );
  socket.on("close", () => served.end());
  socket.on("error", () => socket.terminate());
}
