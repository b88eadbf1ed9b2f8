import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'

const read = (folder, name) => {
  const bytes = readFileSync(join(folder, name))
  return new Uint8Array(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
}

/** A varUint count, then each entry with its length before it. */
const readList = bytes => {
  const decoder = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarUint8Array(decoder).slice())
}

/** A varUint count, then per edit a position and a character to insert there; 0 deletes one. */
const readTrace = bytes => {
  const decoder = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const position = decoding.readVarUint(decoder)
    const code = decoding.readUint8(decoder)
    return { position, inserted: code === 0 ? '' : String.fromCharCode(code) }
  })
}

/** Files of the data folder, each read when it is first needed. */
export const openData = folder => {
  const cache = new Map()
  const once = (name, parse) => () => {
    if (!cache.has(name)) cache.set(name, parse(read(folder, name)))
    return cache.get(name)
  }

  const same = bytes => bytes
  return {
    b4StateV1: once('b4-state-v1.bin', same),
    b4StateV2: once('b4-state-v2.bin', same),
    b4Updates: once('b4-updates-v1.bin.gz', readList),
    b4Trace: once('b4-trace.bin.gz', readTrace),
    whiteboardBefore: once('wb-init-state-v1.bin.gz', same),
    whiteboardUpdates: once('wb-updates-v1.bin.gz', bytes => readList(bytes).slice(100)),
    whiteboardState: once('wb-final-state-v1.bin.gz', same),
  }
}
