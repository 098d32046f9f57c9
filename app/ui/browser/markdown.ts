/** Prose as HTML that can do nothing. */
import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false });

/**
 * Renders prose. Raw HTML stays text, and what is left is purified all the same; pictures are
 * left out, because the page may load none.
 */
export function renderMarkdown(text: string): string {
  return DOMPurify.sanitize(markdown.render(text), { FORBID_TAGS: ["img", "style", "form"] });
}
