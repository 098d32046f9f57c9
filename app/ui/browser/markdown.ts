/** Prose as HTML that can do nothing. */
import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false });
const { escapeHtml } = markdown.utils;

// The page may load none: what a picture shows is said, and one of the web is linked.
markdown.renderer.rules.image = (tokens, at) => {
  const picture = tokens[at];
  const text = escapeHtml(picture.content === "" ? "Picture" : `Picture: ${picture.content}`);
  const source = String(picture.attrGet("src") ?? "");
  const links = tokens.slice(0, at).reduce((depth, { type }) => {
    return depth + (type === "link_open" ? 1 : type === "link_close" ? -1 : 0);
  }, 0);
  if (links > 0 || !/^https?:/i.test(source)) return text;
  return `<a href="${escapeHtml(source)}">${text}</a>`;
};

/**
 * Renders prose. Raw HTML stays text, pictures become links, and what is left is purified all the
 * same.
 */
export function renderMarkdown(text: string): string {
  return DOMPurify.sanitize(markdown.render(text), { FORBID_TAGS: ["img", "style", "form"] });
}
