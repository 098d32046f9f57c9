/**
 * The Content-Security-Policy that the kernel's script must be served with. A worker takes the
 * policy of its own response, not the page's; without one it could reach the network.
 *
 * `unsafe-eval` lets the kernel evaluate cells (it takes evaluation away from them); no source is
 * allowed for scripts, so `import()` and `importScripts` load nothing, and all else is `none`.
 */
export const kernelPolicy =
  "default-src 'none'; script-src 'unsafe-eval'; connect-src 'none'; worker-src 'none'";
