/** Names of the properties that every scenario has without asking. */
export const implicitNames = {
  deadlock: "no deadlock",
  livelock: "no live-lock",
  assert: "no assertion fails",
  error: "no thread throws",
} as const;

/** Kinds of properties that nobody has to ask for. */
export type ImplicitKind = keyof typeof implicitNames;
