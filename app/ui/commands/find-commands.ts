import { type Command, commands } from "./commands.js";

/**
 * Commands whose group and title have every word of a text, the likeliest first: those that are
 * called so, then those that begin so, then those that say so in one piece; else in the order of the
 * table. Case does not matter. An empty text finds all.
 */
export function findCommands(text: string): typeof commands {
  const phrase = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const words = phrase.split(" ");
  const rank = ({ title }: Command): number => {
    const name = title.toLowerCase();
    if (name === phrase) return 0;
    if (name.startsWith(phrase)) return 1;
    return name.includes(phrase) ? 2 : 3;
  };
  return commands
    .filter(({ title, group }) => {
      const name = `${group} ${title}`.toLowerCase();
      return words.every((word) => name.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b));
}
