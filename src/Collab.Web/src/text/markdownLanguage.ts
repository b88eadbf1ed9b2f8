import { markdown } from '@codemirror/lang-markdown';
import type { Extension } from '@codemirror/state';

/** Markdown as the editor colours it. A chunk of its own: texts in other languages do without. */
export const markdownLanguage = (): Extension => markdown();
