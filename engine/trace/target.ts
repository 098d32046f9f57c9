import { type ImplicitKind, implicitNames } from "../check/implicit-properties.js";
import type { Built, Property } from "../scenario/scenario.js";

/** The property that an interleaving was recorded for. */
export type Target =
  | { readonly kind: Property["kind"]; readonly name: string; readonly index: number }
  | { readonly kind: ImplicitKind; readonly name: string };

/** The first property of a scenario whose name is wanted, implicit ones last; null for none. */
export function targetWhere(
  { properties }: Built,
  wanted: (name: string) => boolean,
): Target | null {
  const index = properties.findIndex(({ name }) => wanted(name));
  if (index >= 0) return { kind: properties[index].kind, name: properties[index].name, index };
  for (const kind of Object.keys(implicitNames) as ImplicitKind[]) {
    if (wanted(implicitNames[kind])) return { kind, name: implicitNames[kind] };
  }
  return null;
}
