/** Changes of a cell's code that put a problem right. */
import type ts from "typescript";
import type { Fix } from "../place.js";

/** Puts a text before a node. */
export function insertion(title: string, node: ts.Node, text: string): Fix {
  const start = node.getStart();
  return { title, edits: [{ start, end: start, text }] };
}

/** Puts a text in place of what stands from the start of one node to the start of another. */
export function replacement(title: string, from: ts.Node, to: ts.Node, text: string): Fix {
  return { title, edits: [{ start: from.getStart(), end: to.getStart(), text }] };
}

/** Puts another name in place of one. */
export function renaming(node: ts.Identifier, name: string): Fix {
  const edits = [{ start: node.getStart(), end: node.getEnd(), text: name }];
  return { title: `Change ${node.text} to ${name}`, edits };
}

/** Imports a name at the top of the cell. */
export function importing(name: string, module: string): Fix {
  const text = `import { ${name} } from "${module}";\n`;
  return { title: `Import ${name} from "${module}"`, edits: [{ start: 0, end: 0, text }] };
}
