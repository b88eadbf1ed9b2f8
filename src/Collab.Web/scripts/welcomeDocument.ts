import { bullets, heading, inline, paragraph, table, tasks, type PageNode } from '../src/templates/pageWriter';

const callout = (kind: 'info' | 'tip' | 'warning', words: string): PageNode =>
  ({ type: 'callout', attrs: { kind }, content: [{ type: 'paragraph', content: inline(words) }] });

/** The document of the first start: it explains the app and shows what a document can hold. */
export const welcomeDocument: readonly PageNode[] = [
  heading(1, 'Welcome to Collab'),
  paragraph('Boards, documents and texts in one place, for as many people at once as you like. **This document is yours:** write in it, break it, throw it away.'),
  callout('tip', 'Open this page in a second window, or send somebody its link. You see each other’s carets, and every key as it is pressed.'),
  heading(2, 'Try it'),
  tasks(
    'x Open this document',
    'Tick this box',
    'Write **/** on an empty line: headings, lists, tables, code and more',
    'Select some words: what can be done with them appears above',
    'Begin a line with **#**, **-**, **1.** or **[ ]** and a blank, as in Markdown',
    'Point at a block and drag it by the handle beside it',
    'Select some words and comment on them',
  ),
  heading(2, 'What is what'),
  table(
    ['You want to', 'Make'],
    ['Sketch, plan, explain, sort notes', 'a **board**: an endless canvas with shapes and arrows that stick'],
    ['Write with headings, lists, tasks and tables', 'a **document** like this one'],
    ['Keep Markdown, code or plain text', 'a **text**, with a preview beside it'],
  ),
  heading(2, 'Nothing gets lost'),
  bullets(
    '**Saved** at the top means that the server has it on disk, not that it is on its way.',
    'Without network you go on. What you do is kept on this device, and comes together with the others’ work later.',
    'Undo takes back what *you* did, never what others did.',
    'What you throw away waits in the trash, until somebody deletes it for good.',
  ),
  heading(2, 'A few keys'),
  table(
    ['Key', 'What it does'],
    ['**B**, **D**, **T** on the home page', 'make a board, a document, a text'],
    ['**/** on the home page', 'search in titles and texts'],
    ['**Ctrl+K**', 'find any command'],
    ['**?**', 'show all keys'],
  ),
  { type: 'blockquote', content: [paragraph('The best way to learn it is to change something. *Nobody can break more here than one undo can mend.*')] },
  paragraph(),
];
