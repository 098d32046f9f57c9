/** What the workbench's page may ask of the system: decisions over plain data. */
import { isOwnPage } from "./navigation-policy.js";

/** Everything that is granted, with the reason; what is not here is denied. */
const granted: Readonly<Record<string, string>> = {
  "clipboard-sanitized-write": "Copy as mail, copy a replay string",
  "clipboard-read": "Paste a table or a mail by a command",
  fullscreen: "View > Full screen",
};

/** Whether a permission is granted to a page; always the same answer, so nobody is ever asked. */
export function isGranted(permission: string, requestingUrl: string): boolean {
  return isOwnPage(requestingUrl) && Object.hasOwn(granted, permission);
}
