import type { Transaction } from '@tiptap/pm/state';

/** The part of a transaction's document that its steps changed, from the first to the last of them. Null if none did. */
export function changedRange(transaction: Transaction): { readonly from: number; readonly to: number } | null {
  let from = Infinity;
  let to = -Infinity;
  transaction.mapping.maps.forEach((map, index) => {
    map.forEach((_oldFrom, _oldTo, newFrom, newTo) => {
      const after = transaction.mapping.slice(index + 1);
      from = Math.min(from, after.map(newFrom, -1));
      to = Math.max(to, after.map(newTo, 1));
    });
  });
  // A change of attributes or marks maps nothing.
  for (const step of transaction.steps as readonly { readonly from?: number; readonly to?: number; readonly pos?: number }[]) {
    if (step.pos !== undefined || (step.from !== undefined && step.to !== undefined)) {
      from = Math.min(from, step.from ?? step.pos ?? 0);
      to = Math.max(to, step.to ?? (step.pos ?? 0) + 1);
    }
  }
  const { size } = transaction.doc.content;
  return from <= to ? { from: Math.max(0, Math.min(from, size)), to: Math.max(0, Math.min(to, size)) } : null;
}
