/** Kinds of places to type in: a text block within all of these nodes. */
export const places = [
  { name: 'paragraph', path: ['paragraph', 'doc'] },
  { name: 'heading', path: ['heading'] },
  { name: 'list', path: ['paragraph', 'listItem'] },
  { name: 'task', path: ['paragraph', 'taskItem'] },
  { name: 'table', path: ['paragraph', 'tableCell'] },
  { name: 'code', path: ['codeBlock'] },
  { name: 'box', path: ['paragraph', 'callout'] },
];

/**
 * Runs in the page: fills the document that is open with pages of 500 words, of every kind of block, and 60 comments.
 * Returns its size.
 */
export async function longDocument(pages) {
  const { editor, doc } = window.collab;
  const lexicon = 'we agreed that the next step is to measure what people see and to write it down before anybody forgets why'.split(' ');
  let at = 0;
  const words = (count) => Array.from({ length: count }, () => lexicon[(at = (at * 7 + 3) % 997) % lexicon.length]).join(' ');
  const page = (number) => [
    `<h2>Page ${number + 1}: ${words(4)}</h2>`,
    ...Array.from({ length: 8 }, () => `<p>${words(20)} <strong>${words(3)}</strong> ${words(20)} <a href="https://example.org/${number}">${words(2)}</a>.</p>`),
    `<ul>${Array.from({ length: 5 }, () => `<li><p>${words(8)}</p></li>`).join('')}</ul>`,
    `<ul data-type="taskList">${Array.from({ length: 3 }, () => `<li data-type="taskItem" data-checked="false"><p>${words(5)}</p></li>`).join('')}</ul>`,
    `<div data-callout="tip"><p>${words(12)}</p></div>`,
    `<pre><code class="language-javascript">const page = ${number};\nfunction next() {\n  return page + 1; // ${words(3)}\n}</code></pre>`,
    number % 4 === 0
      ? `<table><tbody>${Array.from({ length: 4 }, () => `<tr>${Array.from({ length: 4 }, () => `<td><p>${words(2)}</p></td>`).join('')}</tr>`).join('')}</tbody></table>`
      : '',
    ...Array.from({ length: 3 }, () => `<p>${words(30)}.</p>`),
  ].join('');
  editor.commands.setContent(Array.from({ length: pages }, (_, number) => page(number)).join(''));
  addComments(60);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return { words: editor.getText().split(/\s+/).length, blocks: editor.state.doc.childCount };

  /** Each on the text of one block, by relative positions as the app writes them. */
  function addComments(count) {
    const content = doc.getXmlFragment('content');
    const comments = doc.getMap('comments');
    const YMap = comments.constructor;
    const YArray = content.constructor === YMap ? null : doc.getArray('unused').constructor;
    const step = Math.floor(content.length / count);
    doc.transact(() => {
      for (let index = 0; index < count; index++) {
        const text = content.get(index * step + 1)?.get?.(0);
        if (!text?.toDelta) {
          continue;
        }
        const { client, clock } = text._start.id;
        const messages = new YArray();
        messages.push([new YMap([['id', `m${index}`], ['authorId', 'bench'], ['authorName', 'Bench'], ['text', 'why?'], ['createdAt', index]])]);
        comments.set(`thread-${index}`, new YMap([
          ['anchor', { start: { item: { client, clock }, assoc: 0 }, end: { item: { client, clock: clock + 12 }, assoc: -1 }, quote: 'bench' }],
          ['isResolved', false], ['createdAt', index], ['messages', messages],
        ]));
      }
    });
  }
}
