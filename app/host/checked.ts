import { type BaseIssue, type BaseSchema, safeParse } from "valibot";
import type { HostApi } from "./contract.js";
import { HostError } from "./problem.js";
import { callSchemas } from "./schemas.js";

/** Names of the contract's calls. */
type CallName = keyof HostApi;

type Call = (...args: unknown[]) => Promise<unknown>;

/** Names of all calls. */
const callNames = Object.keys(callSchemas) as CallName[];

/**
 * The same host with arguments checked against the contract, for whatever comes from a renderer.
 * Extra arguments and properties are dropped, wrong ones rejected before the host sees them.
 */
export function checked(host: HostApi): HostApi {
  const wrap = (name: CallName): Call => {
    const schema = callSchemas[name] as BaseSchema<unknown, unknown[], BaseIssue<unknown>>;
    const call = (host[name] as Call).bind(host);
    return async (...args) => {
      const read = safeParse(schema, args);
      if (read.success) return call(...read.output);
      const [issue] = read.issues;
      throw new HostError("bad-call", `${name}: ${issue.message}`, "This is a fault of Heddle.");
    };
  };
  // Without a prototype, so that `toString` and its like are no calls.
  const calls = Object.create(null) as Record<CallName, Call>;
  for (const name of callNames) calls[name] = wrap(name);
  return calls as unknown as HostApi;
}
