import type { BoardElement } from './elementRecord';

/** What the binding needs of a drawing surface: Excalidraw on the board, a plain list in tests. */
export interface Scene {
  /** All elements in drawing order, deleted ones too. The surface changes them in place, and counts up their version. */
  elements(): readonly BoardElement[];

  /** Shows these instead; not a step that this person can undo. The surface may repair their order. */
  replace(elements: readonly BoardElement[]): void;

  /** Gives an element the properties that the surface needs and it lacks, as one made by a script may. */
  complete(element: BoardElement): BoardElement;

  /** Completes all that a board holds, and mends what concurrent edits may have torn, as an arrow bound to a shape that is gone. */
  repair(elements: readonly BoardElement[]): readonly BoardElement[];

  /** Whether this person has the element in hand: it must not be exchanged under the pointer or the caret. */
  isBusy(id: string): boolean;

  /** Calls back after every change, our own {@link replace} too. Returns how to stop. */
  onChange(changed: () => void): () => void;
}
