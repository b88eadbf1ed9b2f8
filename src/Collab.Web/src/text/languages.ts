import type { Extension } from '@codemirror/state';

/** A language that a text can be written in. */
export type TextLanguage = {
  /** As it stands in the document's `meta`. */
  readonly id: string;
  /** Its own name, the same in all languages; null for what the app has a word for. */
  readonly name: string | null;
  /** Prose is spell-checked, and each line runs in the direction of its words. */
  readonly isProse: boolean;
  readonly load: () => Promise<Extension>;
};

export const markdownId = 'markdown';
export const plainId = 'plain';

const nothing: Extension = [];

/** Those that are offered first. Each is loaded when a text first needs it. */
export const commonLanguages: readonly TextLanguage[] = [
  { id: markdownId, name: 'Markdown', isProse: true, load: async () => (await import('./markdownLanguage')).markdownLanguage() },
  { id: plainId, name: null, isProse: true, load: () => Promise.resolve(nothing) },
  code('javascript', 'JavaScript', async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true })),
  code('typescript', 'TypeScript', async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true, typescript: true })),
  code('json', 'JSON', async () => (await import('@codemirror/lang-json')).json()),
  code('html', 'HTML', async () => (await import('@codemirror/lang-html')).html()),
  code('css', 'CSS', async () => (await import('@codemirror/lang-css')).css()),
  code('python', 'Python', async () => (await import('@codemirror/lang-python')).python()),
];

const maxIdLength = 40;

/** The id that a document's `meta` holds, whatever it is; a text that says nothing is Markdown. */
export function parseLanguageId(value: unknown): string {
  return typeof value === 'string' && value !== '' && value.length <= maxIdLength ? value : markdownId;
}

/** Finds a language; one that this app does not know is shown as plain text. */
export async function findLanguage(id: string): Promise<TextLanguage> {
  return commonLanguages.find((language) => language.id === id)
    ?? (await listMoreLanguages()).find((language) => language.id === id)
    ?? { id, name: id, isProse: true, load: () => Promise.resolve(nothing) };
}

/** Everything else that CodeMirror knows, by name. */
export async function listMoreLanguages(): Promise<readonly TextLanguage[]> {
  const { languages } = await import('@codemirror/language-data');
  const known = new Set(commonLanguages.map(({ name }) => name));
  return languages
    .filter(({ name }) => !known.has(name))
    .map((description) => code(description.name.toLowerCase(), description.name, async () => await description.load()))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

function code(id: string, name: string, load: () => Promise<Extension>): TextLanguage {
  return { id, name, isProse: false, load };
}
