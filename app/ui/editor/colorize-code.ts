import { monaco } from "./monaco.js";

/** Colours the code blocks of rendered prose whose language Monaco knows. */
export function colorizeCode(prose: HTMLElement): void {
  for (const code of prose.querySelectorAll<HTMLElement>('pre > code[class*="language-"]')) {
    const name = /language-(\S+)/.exec(code.className)?.[1] ?? "";
    const language = monaco.languages
      .getLanguages()
      .find(
        ({ id, aliases = [], extensions = [] }) =>
          [id, ...aliases.map((alias) => alias.toLowerCase())].includes(name) ||
          extensions.includes(`.${name}`),
      );
    if (language === undefined) continue;
    void monaco.editor
      .colorize(code.textContent.replace(/\n$/, ""), language.id, { tabSize: 2 })
      .then((coloured) => {
        // Monaco escapes the text; its line breaks are elements.
        code.innerHTML = coloured.replace(/<br\/?>$/, "");
      });
  }
}
