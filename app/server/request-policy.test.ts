import { expect, test } from "vitest";
import { type RequestFacts, decideRequest, mayConnect } from "./request-policy.js";

const secrets = { port: 4747, token: "t".repeat(43), session: "s".repeat(43) };
const cookie = `other=1; heddle-4747=${secrets.session}`;
const request: RequestFacts = {
  method: "GET",
  host: "127.0.0.1:4747",
  origin: undefined,
  cookie,
  url: "/assets/a.js?x=1",
};
const decide = (change: Partial<RequestFacts>) => decideRequest({ ...request, ...change }, secrets);

test("a request with the cookie is answered by its path", () => {
  expect(decide({})).toEqual({ kind: "answer", path: "/assets/a.js" });
  expect(decide({ host: "localhost:4747" }).kind).toBe("answer");
  expect(decide({ method: "HEAD" }).kind).toBe("answer");
});

test("the token is exchanged for the cookie and leaves the address", () => {
  const url = `/?token=${secrets.token}&file=a`;
  expect(decide({ cookie: undefined, url })).toEqual({ kind: "admit", location: "/?file=a" });
});

test.each([
  ["no cookie", {}],
  ["a cookie of another port", { cookie: `heddle-4748=${secrets.session}` }],
  ["a wrong cookie", { cookie: `heddle-4747=${"x".repeat(43)}` }],
  ["a cookie that only begins right", { cookie: `heddle-4747=${secrets.session}x` }],
  ["a wrong token", { url: "/?token=guess" }],
  ["a token on another path", { url: `/x?token=${secrets.token}` }],
])("with %s the way in is told", (_what, change) => {
  expect(decide({ cookie: undefined, ...change }).kind).toBe("ask");
});

test.each([
  ["another name for this machine (DNS rebinding)", { host: "evil.example:4747" }],
  ["another port", { host: "127.0.0.1:80" }],
  ["no Host header", { host: undefined }],
  ["another page", { origin: "http://evil.example" }],
  ["another port's page", { origin: "http://127.0.0.1:3000" }],
  ["a sandboxed page", { origin: "null" }],
  ["another method", { method: "POST" }],
])("%s is refused, cookie or not", (_what, change) => {
  expect(decide(change).kind).toBe("refuse");
});

test("only our own page with the cookie may connect", () => {
  const upgrade = { ...request, origin: "http://127.0.0.1:4747", url: "/host" };
  expect(mayConnect(upgrade, secrets)).toBe(true);
  const wrong: Partial<RequestFacts>[] = [
    { origin: undefined },
    { origin: "http://evil.example" },
    { origin: "https://127.0.0.1:4747" },
    { host: "evil.example:4747" },
    { cookie: undefined },
    { url: "/other" },
  ];
  for (const change of wrong) expect(mayConnect({ ...upgrade, ...change }, secrets)).toBe(false);
});
