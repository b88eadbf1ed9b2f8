import * as Y from 'yjs'

/** The engine that browsers run, in Node. */
export const yjs = {
  create: () => new Y.Doc(),
  release: () => {},
  apply: (doc, update) => Y.applyUpdate(doc, update),
  applyV2: (doc, update) => Y.applyUpdateV2(doc, update),
  encode: doc => Y.encodeStateAsUpdate(doc),
  encodeV2: doc => Y.encodeStateAsUpdateV2(doc),
  encodeStateVector: doc => Y.encodeStateVector(doc),
  diff: (doc, stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
  merge: updates => Y.mergeUpdates(updates),
  text: doc => doc.getText('text').toString(),
  elements: doc => doc.getMap('elements').toJSON(),

  type: (doc, trace, onUpdate) => {
    const text = doc.getText('text')
    doc.on('update', onUpdate)
    for (const { position, inserted } of trace) {
      if (inserted === '') text.delete(position, 1)
      else text.insert(position, inserted)
    }
  },

  bytesInUse: () => {
    globalThis.gc()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  },
}
