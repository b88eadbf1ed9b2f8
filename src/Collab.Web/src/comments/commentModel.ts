import { uuidv4 } from 'lib0/random';
import * as Y from 'yjs';
import { cleanName } from '../identity/guest';
import { parsePosition, type PositionJson } from '../session/checkedAwareness';
import { isRecord } from '../session/peers';

/**
 * Comments live in the root map `comments`, apart from the content: a person who may only comment writes there and nowhere
 * else. Thread id to a map of `anchor`, `isResolved`, `createdAt` and `messages`, an array of maps. Times are milliseconds
 * since 1970. All of it was written by clients, so everything is checked here, and nothing here is checked again.
 */

/** Between two places of a page's or text's content; `quote` is what stood there when the thread was begun. */
export type TextAnchor = {
  readonly kind: 'text';
  readonly start: PositionJson;
  readonly end: PositionJson;
  readonly quote: string;
};

/** A point of a board in scene coordinates; with an element, relative to the element's top left corner if it is there. */
export type BoardAnchor = { readonly kind: 'board'; readonly x: number; readonly y: number; readonly elementId: string | null };

/** `none` is one that this version cannot read: such a thread is listed, but stands nowhere. */
export type CommentAnchor = TextAnchor | BoardAnchor | { readonly kind: 'none' };

export type CommentMessage = {
  readonly id: string;
  readonly authorId: string;
  readonly authorName: string;
  /** Plain text, never empty. */
  readonly text: string;
  readonly createdAt: number;
  readonly editedAt: number | null;
};

/** A thread with at least one message, in the order in which they were written. */
export type CommentThread = {
  readonly id: string;
  readonly anchor: CommentAnchor;
  readonly isResolved: boolean;
  readonly createdAt: number;
  readonly messages: readonly CommentMessage[];
};

/** Who writes: the guest of this browser. */
export type CommentAuthor = { readonly id: string; readonly name: string };

/** What is read at most; a document that holds more is not made for reading. */
export const commentLimits = { threads: 2_000, messages: 500, text: 5_000, quote: 300, id: 100 } as const;

// A coordinate beyond this is a mistake or malice; boards are drawn with some 10,000.
const maxCoordinate = 1e7;

const threadsOf = (doc: Y.Doc) => doc.getMap<unknown>('comments');

/** The threads that can be shown, the oldest first; those begun at the same time by their id, so that all see one order. */
export function listThreads(doc: Y.Doc): readonly CommentThread[] {
  const threads: CommentThread[] = [];
  for (const [id, value] of threadsOf(doc).entries()) {
    const thread = id.length <= commentLimits.id ? parseThread(id, value) : null;
    if (thread) {
      threads.push(thread);
      if (threads.length === commentLimits.threads) {
        break;
      }
    }
  }
  return threads.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Begins a thread. Null, and nothing is written, if there are no words. */
export function createThread(
  doc: Y.Doc, anchor: Exclude<CommentAnchor, { kind: 'none' }>, author: CommentAuthor, text: string, now: number,
): string | null {
  const words = cleanText(text);
  if (words === '') {
    return null;
  }
  const id = uuidv4();
  const messages = new Y.Array<Y.Map<unknown>>();
  messages.push([newMessage(author, words, now)]);
  threadsOf(doc).set(id, new Y.Map<unknown>([
    ['anchor', storedAnchor(anchor)], ['isResolved', false], ['createdAt', now], ['messages', messages],
  ]));
  return id;
}

/** Adds to a thread, and opens it again if it was resolved. False if it is gone or there are no words. */
export function replyToThread(doc: Y.Doc, threadId: string, author: CommentAuthor, text: string, now: number): boolean {
  const thread = threadsOf(doc).get(threadId);
  const messages = messagesOf(thread);
  const words = cleanText(text);
  if (!(thread instanceof Y.Map) || !messages || words === '') {
    return false;
  }
  doc.transact(() => {
    messages.push([newMessage(author, words, now)]);
    if (thread.get('isResolved') === true) {
      thread.set('isResolved', false);
    }
  });
  return true;
}

export function setResolved(doc: Y.Doc, threadId: string, isResolved: boolean): void {
  const thread = threadsOf(doc).get(threadId);
  if (thread instanceof Y.Map && (thread.get('isResolved') === true) !== isResolved) {
    thread.set('isResolved', isResolved);
  }
}

/** Changes the words of an own message. False if it is gone, somebody else's, or there are no words. */
export function editMessage(
  doc: Y.Doc, threadId: string, messageId: string, author: CommentAuthor, text: string, now: number,
): boolean {
  const found = findMessage(doc, threadId, messageId);
  const words = cleanText(text);
  if (found?.message.get('authorId') !== author.id || words === '') {
    return false;
  }
  if (found.message.get('text') !== words) {
    doc.transact(() => {
      found.message.set('text', words);
      found.message.set('editedAt', now);
    });
  }
  return true;
}

/**
 * Takes away an own message. The thread stays, hidden once it has no message: somebody may be replying at this moment, and
 * what is written into a deleted map is lost.
 */
export function deleteMessage(doc: Y.Doc, threadId: string, messageId: string, author: CommentAuthor): boolean {
  const found = findMessage(doc, threadId, messageId);
  if (found?.message.get('authorId') !== author.id) {
    return false;
  }
  found.messages.delete(found.index, 1);
  return true;
}

/** Calls back once after each transaction that changed comments. Returns how to stop. */
export function observeThreads(doc: Y.Doc, changed: () => void): () => void {
  const threads = threadsOf(doc);
  threads.observeDeep(changed);
  return () => threads.unobserveDeep(changed);
}

/** The words of a comment as they are kept: line ends as \n, no blank ends, not too long. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim().slice(0, commentLimits.text);
}

function newMessage(author: CommentAuthor, text: string, now: number): Y.Map<unknown> {
  return new Y.Map<unknown>([
    ['id', uuidv4()], ['authorId', author.id], ['authorName', author.name], ['text', text], ['createdAt', now],
  ]);
}

function storedAnchor(anchor: Exclude<CommentAnchor, { kind: 'none' }>): object {
  return anchor.kind === 'text'
    ? { start: anchor.start, end: anchor.end, quote: anchor.quote.slice(0, commentLimits.quote) }
    : { x: anchor.x, y: anchor.y, ...(anchor.elementId === null ? {} : { elementId: anchor.elementId }) };
}

function findMessage(doc: Y.Doc, threadId: string, messageId: string) {
  const messages = messagesOf(threadsOf(doc).get(threadId));
  let index = 0;
  for (const message of messages ?? []) {
    if (message instanceof Y.Map && message.get('id') === messageId) {
      return { messages: messages as Y.Array<unknown>, message, index };
    }
    index++;
  }
  return null;
}

function messagesOf(thread: unknown): Y.Array<unknown> | null {
  const messages: unknown = thread instanceof Y.Map ? thread.get('messages') : null;
  return messages instanceof Y.Array ? messages : null;
}

function parseThread(id: string, value: unknown): CommentThread | null {
  const list = messagesOf(value);
  if (!(value instanceof Y.Map) || !list) {
    return null;
  }
  const messages: CommentMessage[] = [];
  for (const entry of list) {
    const message = parseMessage(entry);
    // Two with one id could not be told apart when one is edited.
    if (message && !messages.some((known) => known.id === message.id)) {
      messages.push(message);
      if (messages.length === commentLimits.messages) {
        break;
      }
    }
  }
  return messages.length === 0 ? null : {
    id,
    anchor: parseAnchor(value.get('anchor')),
    isResolved: value.get('isResolved') === true,
    createdAt: parseTime(value.get('createdAt')) ?? 0,
    messages,
  };
}

function parseMessage(value: unknown): CommentMessage | null {
  if (!(value instanceof Y.Map)) {
    return null;
  }
  const id: unknown = value.get('id');
  const authorId: unknown = value.get('authorId');
  const authorName: unknown = value.get('authorName');
  const written: unknown = value.get('text');
  const text = typeof written === 'string' ? cleanText(written) : '';
  if (typeof id !== 'string' || id === '' || id.length > commentLimits.id || text === '') {
    return null;
  }
  return {
    id,
    authorId: typeof authorId === 'string' ? authorId.slice(0, commentLimits.id) : '',
    authorName: cleanName(typeof authorName === 'string' ? authorName : '', 'Guest'),
    text,
    createdAt: parseTime(value.get('createdAt')) ?? 0,
    editedAt: parseTime(value.get('editedAt')),
  };
}

function parseAnchor(value: unknown): CommentAnchor {
  if (!isRecord(value)) {
    return { kind: 'none' };
  }
  const start = parsePosition(value['start'], 'content');
  const end = parsePosition(value['end'], 'content');
  if (start && end) {
    const quote = typeof value['quote'] === 'string' ? value['quote'].slice(0, commentLimits.quote) : '';
    return { kind: 'text', start, end, quote };
  }
  const { x, y, elementId } = value;
  if (isCoordinate(x) && isCoordinate(y)) {
    const isId = typeof elementId === 'string' && elementId !== '' && elementId.length <= commentLimits.id;
    return { kind: 'board', x, y, elementId: isId ? elementId : null };
  }
  return { kind: 'none' };
}

// The times that a Date can hold.
function parseTime(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? value : null;
}

const isCoordinate = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= maxCoordinate;
