import type { Command } from "commander";
import { type CommandDescription, describeCommands } from "../../command-line/describe-commands.js";
import type { Shell } from "./shells.js";

/** The completion script of a shell, made from the commands themselves. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const known = describeCommands(commands);
  switch (shell) {
    case "bash":
      return bash(known);
    case "zsh":
      return zsh(known);
    case "fish":
      return fish(known);
  }
}

function bash(commands: readonly CommandDescription[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const cases = commands.map(({ name, options: flags, words }) => {
    const values = flags
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => `      ${long}) words="${choices.join(" ")}" ;;\n`)
      .join("");
    const longs = flags.map(({ long }) => long).join(" ");
    const rest = words.length > 0 ? `words="${words.join(" ")}"` : "_heddle_notebooks; return";
    return (
      `    ${name})\n      case "$previous" in\n${values}` +
      `      *) case "$current" in\n        -*) words="${longs}" ;;\n        *) ${rest} ;;\n      esac ;;\n      esac ;;\n`
    );
  });
  return `# Completion of heddle for bash; made by: heddle completion bash
_heddle_notebooks() {
  compopt -o filenames 2>/dev/null
  local name
  COMPREPLY=()
  while IFS= read -r name; do COMPREPLY+=("$name"); done < <(
    compgen -d -- "$current"
    compgen -f -X '!*.md' -- "$current"
  )
}
_heddle() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${names} help --help --version"
  else
    case "\${COMP_WORDS[1]}" in
    help) words="${names}" ;;
${cases.join("")}    esac
  fi
  local IFS=$' \\n'
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _heddle heddle
`;
}

/** Single-quoted text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function zsh(commands: readonly CommandDescription[]): string {
  const names = commands.map(({ name, text }) => `    ${quoted(`${name}:${text}`)}\n`).join("");
  const cases = commands.map(({ name, options: flags, words }) => {
    const specs = flags.map(({ long, short, text, choices, takesValue }) => {
      const said = text.replace(/[[\]:]/g, "\\$&");
      const value = takesValue ? `:value:(${choices.join(" ")})` : "";
      const spec = (flag: string): string => quoted(`${flag}[${said}]${value}`);
      return short === null ? spec(long) : `${spec(long)} ${spec(short)}`;
    });
    const argument =
      words.length > 0
        ? quoted(`1:shell:(${words.join(" ")})`)
        : quoted('*:notebook:_files -g "*.md(-.)"');
    return `      ${name}) _arguments ${[...specs, argument].join(" ")} ;;\n`;
  });
  return `#compdef heddle
# Completion of heddle for zsh; made by: heddle completion zsh
_heddle() {
  local -a commands
  commands=(
${names}  )
  if (( CURRENT == 2 )); then
    _describe command commands
  else
    shift words
    (( CURRENT-- ))
    case $words[1] in
      help) _describe command commands ;;
${cases.join("")}    esac
  fi
}
if [ "$funcstack[1]" = _heddle ]; then
  _heddle "$@"
else
  compdef _heddle heddle
fi
`;
}

function fish(commands: readonly CommandDescription[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const lines = commands.flatMap(({ name, text, options: flags, words }) => {
    const inside = `complete -c heddle -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    return [
      `complete -c heddle -n __fish_use_subcommand -f -a ${name} -d ${quoted(text)}`,
      ...flags.map(({ long, short, text: said, choices, takesValue }) => {
        const value =
          choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : takesValue ? " -x" : "";
        const brief = short === null ? "" : ` -s ${short.slice(1)}`;
        return `${inside} -l ${long.slice(2)}${brief} -d ${quoted(said)}${value}`;
      }),
      words.length > 0
        ? `${inside} -f -a ${quoted(words.join(" "))}`
        : `${inside} -k -f -a '(__fish_complete_suffix .md)'`,
    ];
  });
  return `# Completion of heddle for fish; made by: heddle completion fish
complete -c heddle -n __fish_use_subcommand -f -a help -d 'print help'
complete -c heddle -n '__fish_seen_subcommand_from help' -f -a ${quoted(names)}
${lines.map((line) => `${line}\n`).join("")}`;
}
