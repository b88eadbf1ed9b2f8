import * as Y from 'yjs';
import { writeContent, type Content } from '../src/templates/content';
import { welcomeBoard } from './welcomeBoard';
import { welcomeDocument } from './welcomeDocument';

/** Who wrote the samples. Any id does; real clients draw theirs from 32 random bits. */
const clientId = 1;

/** The documents of the first start as Yjs updates (V1), by their files' names. */
export const makeSamples = (): Readonly<Record<string, Uint8Array>> => ({
  'welcome-document': encode('Welcome to Collab', { kind: 'page', blocks: welcomeDocument }),
  'welcome-board': encode('Welcome board', { kind: 'board', elements: welcomeBoard() }),
});

function encode(title: string, content: Content): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.transact(() => {
    doc.getMap('meta').set('kind', content.kind);
    doc.getMap('meta').set('title', title);
    writeContent(doc, content);
  });
  return Y.encodeStateAsUpdate(doc);
}
