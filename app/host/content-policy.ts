/**
 * Headers that confine pages and workers, the same in the desktop and in browser mode. A worker has
 * the policy of its own response, so the kernel's file always needs its own.
 */

import { kernelPolicy } from "../kernel/web/kernel-policy.js";

/** Path prefix of the scripts that evaluate notebook code. */
export const kernelPrefix = "/kernel/";

/**
 * The page: its own files only. Editor and terminal set inline styles and draw squiggles from
 * `data:` images; nothing needs code from strings.
 */
const page = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data:",
  "font-src": "'self' data:",
  "worker-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
  "object-src": "'none'",
};

const pagePolicy = Object.entries(page)
  .map(([name, value]) => `${name} ${value}`)
  .join("; ");

/**
 * Headers of a response.
 *
 * @param path as requested, beginning with `/`
 */
export function securityHeaders(path: string): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": path.startsWith(kernelPrefix) ? kernelPolicy : pagePolicy,
    // Shared memory, for searches on several cores, needs an isolated page.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), usb=(), serial=()",
  };
}
