import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { isFromDocument } from '../binding/sharedContent';

/** A character that was typed to open a menu, and what was typed after it. Positions are the document's. */
export type Trigger = {
  readonly kind: 'slash' | 'mention';
  readonly from: number;
  readonly to: number;
  readonly query: string;
};

type TriggerState = { readonly trigger: Trigger | null; readonly dismissedAt: number | null };

const patterns: readonly (readonly [Trigger['kind'], RegExp])[] = [
  ['slash', /(?:^|\s)\/([\p{L}\p{N}]{0,24})$/u],
  ['mention', /(?:^|[\s(])@([\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]*)?)$/u],
];

/** How far back a trigger is looked for. */
const maxLookBack = 40;

const key = new PluginKey<TriggerState>('triggers');

/** What a menu does with keys while it is open; true for those that it took. */
export type TriggerKeys = (event: KeyboardEvent) => boolean;

type Storage = { onKey: TriggerKeys | null };

/** Notices when / or @ is typed at the start of a word. Menus are drawn elsewhere, from {@link readTrigger}. */
export const Triggers = Extension.create<object, Storage>({
  name: 'triggers',
  priority: 1100,

  addStorage: () => ({ onKey: null }),

  addProseMirrorPlugins() {
    const { storage } = this;
    return [new Plugin<TriggerState>({
      key,
      state: {
        init: () => ({ trigger: null, dismissedAt: null }),
        apply: (transaction, before, _old, state) => {
          if (transaction.getMeta(key) === 'dismiss') {
            return { trigger: null, dismissedAt: before.trigger?.from ?? null };
          }
          const dismissedAt = before.dismissedAt === null ? null : transaction.mapping.map(before.dismissedAt);
          // One that stood there before is text: a caret that comes by opens nothing.
          const isTyped = transaction.docChanged && !isFromDocument(transaction);
          const found = before.trigger !== null || isTyped ? findTrigger(state) : null;
          return found && found.from !== dismissedAt
            ? { trigger: found, dismissedAt: null }
            : { trigger: null, dismissedAt: found ? dismissedAt : null };
        },
      },
      props: {
        handleKeyDown: (view, event) => {
          if (!key.getState(view.state)?.trigger || event.isComposing) {
            return false;
          }
          if (event.key === 'Escape') {
            view.dispatch(view.state.tr.setMeta(key, 'dismiss'));
            return true;
          }
          return storage.onKey?.(event) ?? false;
        },
        handleDOMEvents: {
          blur: (view) => {
            if (key.getState(view.state)?.trigger) {
              view.dispatch(view.state.tr.setMeta(key, 'dismiss'));
            }
            return false;
          },
        },
      },
    })];
  },
});

export const readTrigger = (state: EditorState): Trigger | null => key.getState(state)?.trigger ?? null;

function findTrigger({ selection }: EditorState): Trigger | null {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code || $from.marks().some((mark) => mark.type.name === 'code')) {
    return null;
  }
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - maxLookBack), $from.parentOffset, undefined, '\ufffc');
  for (const [kind, pattern] of patterns) {
    const query = pattern.exec(before)?.[1];
    if (query !== undefined) {
      return { kind, from: $from.pos - query.length - 1, to: $from.pos, query };
    }
  }
  return null;
}
