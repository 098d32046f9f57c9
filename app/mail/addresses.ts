import { addressParser } from "postal-mime";
import type { Address } from "./message.js";

/** Characters that a name may have without quotation marks (RFC 5322 atoms, blanks and dots). */
const plainName = /^[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~. ]+$/u;

/** `"Hildenbrand, David" <david@kernel.org>`: a list in the form that mail programs take. */
export function formatAddresses(addresses: readonly Address[]): string {
  return addresses.map(formatAddress).join(", ");
}

/** One address: `Zi Yan <ziy@nvidia.com>`. */
export function formatAddress({ name, address }: Address): string {
  if (name === "") return address;
  return address === "" ? quotedName(name) : `${quotedName(name)} <${address}>`;
}

/** A name as it may stand in a header, in quotation marks where it has to be. */
export function quotedName(name: string): string {
  return plainName.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
}

/** Reads a list of addresses as mail programs write it; groups are taken apart. */
export function parseAddresses(text: string): Address[] {
  return addressParser(text, { flatten: true }).map(({ name, address }) => ({
    name,
    address: address ?? "",
  }));
}
