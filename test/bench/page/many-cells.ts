/** A notebook of many cells, each a scenario of its own with a heading before it. */
export function makeManyCells(count: number): string {
  const cells = Array.from({ length: count }, (_, at) => {
    const n = at + 1;
    const head = at === 0 ? 'import { check, scenario } from "heddle";\n\n' : "";
    return `## Part ${n}

Two threads add ${n} to a counter; **one** of the updates can be lost, see \`lost ${n}\`.

\`\`\`ts #lost-${n}
${head}const race${n} = scenario("lost update ${n}", (s) => {
  const x = s.shared("x", 0);
  for (let i = 0; i < 2; i++) {
    s.thread(\`T\${i}\`, function* () {
      const old = yield* x.read();
      yield* x.write(old + ${n});
    });
  }
  s.atEnd("nothing is lost", () => x.now === ${2 * n});
});

await check(race${n});
\`\`\`
`;
  });
  return `# A hundred questions\n\n${cells.join("\n")}`;
}
