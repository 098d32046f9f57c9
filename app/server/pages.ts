/** The two pages that the server writes itself. */

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem;" +
  "color-scheme:light dark}h1{font-size:1.25rem}code{font-family:ui-monospace,monospace}";

function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${style}</style>` +
    `<h1>${title}</h1>${body}</html>\n`
  );
}

/**
 * For a browser without the cookie. The link helps where the cookie is there but was not sent,
 * because the visit came from another site.
 */
export const askForToken = page(
  "Heddle does not know this browser",
  "<p>Open the address that <code>heddle serve</code> printed; it ends in a token.</p>" +
    '<p>If Heddle is already open in this browser, <a href="">continue</a>.</p>',
);

/** For an address without a file behind it. */
export const notFound = page(
  "There is nothing here",
  '<p><a href="/">Go to the workbench</a>.</p>',
);
