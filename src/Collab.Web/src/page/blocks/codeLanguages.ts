/** What the picker offers; the names are languages' own and the same everywhere. */
export const codeLanguages: readonly (readonly [id: string, name: string])[] = [
  ['bash', 'Bash'], ['c', 'C'], ['cpp', 'C++'], ['csharp', 'C#'], ['css', 'CSS'], ['diff', 'Diff'], ['go', 'Go'],
  ['graphql', 'GraphQL'], ['xml', 'HTML, XML'], ['ini', 'INI, TOML'], ['java', 'Java'], ['javascript', 'JavaScript'],
  ['json', 'JSON'], ['kotlin', 'Kotlin'], ['less', 'Less'], ['lua', 'Lua'], ['makefile', 'Makefile'], ['markdown', 'Markdown'],
  ['objectivec', 'Objective-C'], ['perl', 'Perl'], ['php', 'PHP'], ['python', 'Python'], ['r', 'R'], ['ruby', 'Ruby'],
  ['rust', 'Rust'], ['scss', 'SCSS'], ['sql', 'SQL'], ['swift', 'Swift'], ['typescript', 'TypeScript'], ['vbnet', 'VB.NET'],
  ['wasm', 'WebAssembly'], ['yaml', 'YAML'],
];

const aliases: Readonly<Record<string, string>> = {
  sh: 'bash', shell: 'bash', zsh: 'bash', js: 'javascript', jsx: 'javascript', ts: 'typescript', tsx: 'typescript', py: 'python',
  rb: 'ruby', cs: 'csharp', 'c#': 'csharp', 'c++': 'cpp', html: 'xml', svg: 'xml', yml: 'yaml', md: 'markdown', toml: 'ini',
  golang: 'go', rs: 'rust', kt: 'kotlin', objc: 'objectivec', make: 'makefile', vb: 'vbnet',
};

/** The language that a name in a document or in Markdown stands for; null for none that can be coloured. */
export function codeLanguage(name: unknown): string | null {
  const word = typeof name === 'string' ? name.toLowerCase() : '';
  const id = Object.hasOwn(aliases, word) ? aliases[word] : word;
  return codeLanguages.find(([known]) => known === id)?.[0] ?? null;
}
