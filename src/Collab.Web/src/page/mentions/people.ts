import type { CommentThread } from '../../comments/commentModel';
import type { Guest } from '../../identity/guest';
import { listPeers } from '../../session/peers';
import type { Session } from '../../session/session';

/** Somebody who can be mentioned. */
export type Person = { readonly id: string; readonly name: string; readonly color: string | null };

/** More do not help to choose. */
const maxShown = 8;

/** Those who are here, oneself, and who commented earlier, whose name has a word that begins as was typed. */
export function findPeople(session: Session, threads: readonly CommentThread[], own: Guest, query: string): readonly Person[] {
  const here = listPeers(session.awareness.getStates(), session.doc.clientID, own.id);
  const earlier = threads.flatMap(({ messages }) => messages.map(({ authorId, authorName }) => ({ id: authorId, name: authorName, color: null })));
  const people = new Map<string, Person>();
  for (const person of [...here, own, ...earlier]) {
    if (!people.has(person.id)) {
      people.set(person.id, { id: person.id, name: person.name, color: person.color });
    }
  }
  const wanted = fold(query);
  return [...people.values()].filter(({ name }) => matches(name, wanted)).slice(0, maxShown);
}

function matches(name: string, wanted: string): boolean {
  const folded = fold(name);
  return folded.startsWith(wanted) || folded.split(' ').some((word) => word.startsWith(wanted));
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
