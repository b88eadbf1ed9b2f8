import { Extension, InputRule } from '@tiptap/core';
import { Fragment, type Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState } from '@tiptap/pm/state';

/**
 * "[ ] " or "[x] " at the start of a list's item makes a task of it. Who writes Markdown begins with "- ", which has become
 * an item of a list by then, where Tiptap's own rule finds no room for one more list.
 */
export const TaskShortcut = Extension.create({
  name: 'taskShortcut',
  // Before that rule: it deletes the brackets even where it then does nothing.
  priority: 200,

  addInputRules() {
    return [new InputRule({
      find: /^\[([ x]?)\]\s$/i,
      handler: ({ state, range, match }) => makeTask(state, range, match[1]?.toLowerCase() === 'x') ? undefined : null,
    })];
  },
});

/** Takes the item out of its list, which goes on behind it. False if the words are not the first of an item. */
function makeTask(state: EditorState, { from, to }: { readonly from: number; readonly to: number }, isDone: boolean): boolean {
  const { tr: transaction, schema: { nodes } } = state;
  const at = state.doc.resolve(from);
  const list = at.depth >= 2 ? at.node(-2) : null;
  if (!list || at.node(-1).type !== nodes['listItem'] || at.index(-1) !== 0) {
    return false;
  }
  transaction.delete(from, to);
  const index = at.index(-2);
  const item = transaction.doc.resolve(from).node(-1);
  const items = childrenOf(list);
  const part = (some: readonly Node[]) => (some.length > 0 ? [list.copy(Fragment.from(some))] : []);
  const task = nodes['taskList']!.create(null, nodes['taskItem']!.create({ checked: isDone }, item.content));
  const before = part(items.slice(0, index));
  transaction.replaceWith(at.before(-2), at.after(-2) - (to - from), [...before, task, ...part(items.slice(index + 1))]);

  const start = at.before(-2) + before.reduce((size, node) => size + node.nodeSize, 0);
  transaction.setSelection(TextSelection.create(transaction.doc, start + 3));
  const neighbour = transaction.doc.resolve(start).nodeBefore;
  if (neighbour?.type === task.type) {
    transaction.join(start);
  }
  return true;
}

const childrenOf = (node: Node): readonly Node[] => Array.from({ length: node.childCount }, (_, at) => node.child(at));
