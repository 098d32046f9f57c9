/**
 * Headers that confine pages and workers, the same in the desktop and in browser mode. A worker has
 * the policy of its own response, so the kernel's file always needs its own.
 */

/** Path prefix of the scripts that evaluate notebook code. */
export const kernelPrefix = "/kernel/";

type Policy = Readonly<Record<string, string>>;

/**
 * The page: its own files only. Editor and terminal set inline styles and draw squiggles from
 * `data:` images; nothing needs code from strings.
 */
const page: Policy = {
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

/**
 * The kernel: evaluates cells (code from strings) and reaches nothing, not even our own origin. No
 * source of scripts is named: its own script is one file, and `import()` is to load nothing.
 */
const kernel: Policy = {
  "default-src": "'none'",
  "script-src": "'unsafe-eval'",
  "connect-src": "'none'",
  "worker-src": "'none'",
};

const text = (policy: Policy): string =>
  Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/**
 * Headers of a response.
 *
 * @param path as requested, beginning with `/`
 */
export function securityHeaders(path: string): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": text(path.startsWith(kernelPrefix) ? kernel : page),
    // Shared memory, for searches on several cores, needs an isolated page.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), usb=(), serial=()",
  };
}
