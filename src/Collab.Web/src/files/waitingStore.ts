import { deviceStore } from './deviceStore';
import type { WaitingFile, WaitingStore } from './fileUploads';

// No document's name holds a line break, so none is the beginning of another's key.
const keyOf = (document: string, id: string) => `${document}\n${id}`;

/** Images that wait in this browser's database. */
export const waitingStore: WaitingStore = {
  list: (document) => deviceStore.list<WaitingFile>('waiting', keyOf(document, '')),
  add: (file) => deviceStore.set('waiting', keyOf(file.document, file.id), file),
  remove: ({ document, id }) => deviceStore.delete('waiting', keyOf(document, id)),
};
