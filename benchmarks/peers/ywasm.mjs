import { createRequire } from 'node:module'

const Y = createRequire(import.meta.url)('ywasm')

/** yrs, the engine in Rust, compiled to WebAssembly. It cannot merge updates without a document. */
export const ywasm = {
  create: () => new Y.YDoc({}),
  release: doc => doc.free(),
  apply: (doc, update) => Y.applyUpdate(doc, update, undefined),
  applyV2: (doc, update) => Y.applyUpdateV2(doc, update, undefined),
  encode: doc => Y.encodeStateAsUpdate(doc),
  encodeV2: doc => Y.encodeStateAsUpdateV2(doc),
  encodeStateVector: doc => Y.encodeStateVector(doc),
  diff: (doc, stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
  text: doc => doc.getText('text').toString(),
  elements: doc => doc.getMap('elements').toJson(),

  /** The linear memory, which only grows, and what JavaScript holds besides. */
  bytesInUse: () => {
    globalThis.gc()
    return Y.__wasm.memory.buffer.byteLength + process.memoryUsage().heapUsed
  },
}
