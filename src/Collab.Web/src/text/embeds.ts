import * as Y from 'yjs';

/** Stands for what is in a shared text and is no text; Unicode has it for that. */
const stand = '\uFFFC';

/**
 * The words of a shared text as an editor shows them: with one sign for each thing of another kind that is in it, such as what
 * other clients embed. Yjs' own string leaves these out, but counts them where it says where something is.
 */
export function plainText(text: Y.Text): string {
  let plain = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.countable) {
      plain += plainContent(item);
    }
  }
  return plain;
}

/**
 * Has all who are told of changes from now on see such signs in what was inserted. Yjs' own list of a change has things in it
 * that bindings do not expect, and leaves some out.
 *
 * @returns How to stop.
 */
export function tellPlainly(text: Y.Text): () => void {
  const tell = (event: Y.YTextEvent) => Object.defineProperty(event, 'delta', { value: plainDelta(text, event) });
  text.observe(tell);
  return () => text.unobserve(tell);
}

type Change = { retain: number } | { delete: number } | { insert: string };

function plainDelta(text: Y.Text, event: Y.YTextEvent): readonly Change[] {
  const changes: Change[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.countable) {
      continue;
    }
    if (event.adds(item)) {
      if (!item.deleted) {
        changes.push({ insert: plainContent(item) });
      }
    } else if (event.deletes(item)) {
      changes.push({ delete: item.length });
    } else if (!item.deleted) {
      changes.push({ retain: item.length });
    }
  }
  return changes;
}

const plainContent = ({ content, length }: Y.Item): string =>
  content instanceof Y.ContentString ? content.str : stand.repeat(length);
