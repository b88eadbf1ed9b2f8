import type { EditorState } from '@tiptap/pm/state';
import {
  absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey, type ProsemirrorBinding,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { TextAnchor } from '../../comments/commentModel';
import { parsePosition, type PositionJson } from '../../session/checkedAwareness';

/** A part of the document as the editor has it now. */
export type Range = { readonly from: number; readonly to: number };

/** Where a range is in the shared content: between items, whatever is written elsewhere. Null for one that has no text. */
export function anchorOf(state: EditorState, { from, to }: Range): TextAnchor | null {
  const start = toPosition(state, from, 0);
  const end = toPosition(state, to, -1);
  return start && end ? { kind: 'text', start, end, quote: state.doc.textBetween(from, to, ' ', ' ') } : null;
}

/** The range that an anchor stands for now; null if nothing of it is left. */
export function rangeOf(state: EditorState, { start, end }: Pick<TextAnchor, 'start' | 'end'>): Range | null {
  const from = fromPosition(state, start);
  const to = fromPosition(state, end);
  return from !== null && to !== null && from < to && to <= state.doc.content.size ? { from, to } : null;
}

/** A range in the shared content, also one without words: where something is to be put in later. */
export type Place = { readonly from: Y.RelativePosition; readonly to: Y.RelativePosition };

/** Where a range is in the shared content. What is written at a place comes before it. */
export function placeOf(state: EditorState, { from, to }: Range): Place {
  const { type, mapping } = bindingOf(state);
  const relative = (at: number) => absolutePositionToRelativePosition(at, type, mapping) as Y.RelativePosition;
  return { from: relative(from), to: relative(to) };
}

/** The range that a place stands for now; null if what it was in is gone. */
export function rangeOfPlace(state: EditorState, place: Place): Range | null {
  const { doc, type, mapping } = bindingOf(state);
  const absolute = (at: Y.RelativePosition) => relativePositionToAbsolutePosition(doc, type, at, mapping) as number | null;
  const from = absolute(place.from);
  const to = absolute(place.to);
  return from === null || to === null || to > state.doc.content.size ? null : { from: Math.min(from, to), to };
}

const bindingOf = (state: EditorState) => (ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding }).binding;

/** `side` says which neighbour the place keeps to: 0 what follows, -1 what is before. What is typed at an end stays outside. */
function toPosition(state: EditorState, at: number, side: 0 | -1): PositionJson | null {
  const { doc, type, mapping } = bindingOf(state);
  const found = absolutePositionToRelativePosition(at, type, mapping) as Y.RelativePosition;
  const place = Y.createAbsolutePositionFromRelativePosition(found, doc);
  if (!(place?.type instanceof Y.XmlText)) {
    return null;
  }
  const sided = Y.createRelativePositionFromTypeIndex(place.type, place.index, side);
  return parsePosition(Y.relativePositionToJSON(sided), 'content');
}

function fromPosition(state: EditorState, position: PositionJson): number | null {
  const { doc, type, mapping } = bindingOf(state);
  return relativePositionToAbsolutePosition(doc, type, Y.createRelativePositionFromJSON(position), mapping) as number | null;
}
