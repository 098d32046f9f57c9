import type { HostProblem } from "./contract.js";

/** A failure that the user is told about in these words; the contract's calls reject with it. */
export class HostError extends Error implements HostProblem {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint = "") {
    super(message);
    this.name = "HostError";
    this.code = code;
    this.hint = hint;
  }
}

/** What the file system's codes mean, and what to do. */
const meanings: Readonly<Record<string, readonly [code: string, what: string, hint: string]>> = {
  ENOENT: ["not-found", "there is no such file", "It may have been moved or deleted."],
  ENOTDIR: ["not-found", "there is no such folder", "It may have been moved or deleted."],
  EISDIR: ["not-a-file", "this is a folder", "Choose a file in it."],
  EACCES: [
    "read-only",
    "the system does not allow it",
    "Change the permissions or save elsewhere.",
  ],
  EPERM: ["read-only", "the system does not allow it", "Change the permissions or save elsewhere."],
  EROFS: ["read-only", "the file system is read-only", "Save elsewhere."],
  ENOSPC: ["disk-full", "the disk is full", "Free some space and save again, or save elsewhere."],
  EDQUOT: [
    "disk-full",
    "your quota is used up",
    "Free some space and save again, or save elsewhere.",
  ],
  EFBIG: ["too-large", "the file is too large for this file system", "Save elsewhere."],
  EMFILE: ["busy", "too many files are open", "Close some and try again."],
  EBUSY: ["busy", "another program holds the file", "Close it there and try again."],
  ENAMETOOLONG: ["bad-name", "the name is too long", "Choose a shorter name."],
  ELOOP: ["bad-name", "its links form a circle", "Choose another file."],
};

/**
 * The system's error in words.
 *
 * @param what what was tried, for example `cannot save race.heddle.md`
 */
export function describeSystemError(thrown: unknown, what: string): HostError {
  if (thrown instanceof HostError) return thrown;
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === "string" && Object.hasOwn(meanings, code)) {
    const [ours, reason, hint] = meanings[code];
    return new HostError(ours, `${what}: ${reason}`, hint);
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new HostError("failed", `${what}: ${message}`);
}

/** Any thrown value as plain data, for the renderer; the stack stays here. */
export function toProblem(thrown: unknown): HostProblem {
  const { code, message, hint } = describeSystemError(thrown, "this did not work");
  return { code, message, hint };
}
