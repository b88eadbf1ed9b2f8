// Records what the load generator replays: the updates of Yjs clients that type and move things, and documents that are stored
// beforehand. Everything is made from fixed seeds, so every run records the same bytes.
//
//   node record.mjs FOLDER
//
// A recording is a list of Yjs updates (V1), each after its length as four bytes, least significant first. The first one of each
// brings what the others need; every other one adds exactly one unit to its client's clock: the generator counts by that.
import { createWriteStream, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import * as Y from 'yjs'

/** The generator knows writer n by the client id FIRST_CLIENT + n. As long on the wire as most real ids are. */
const FIRST_CLIENT = 3_000_000_000
const TYPED = 3_000_000
const TYPED_BY_OTHERS = 250_000
const LINE = 60
const WRITERS = 10
const MOVED = 250_000
const MOVERS = 8
const WIDE = 8_000
const WIDE_BYTES = 10_000

const folder = process.argv[2]
if (folder === undefined) {
  console.error('usage: node record.mjs FOLDER')
  process.exit(2)
}

mkdirSync(folder, { recursive: true })
for (let writer = 0; writer < WRITERS; writer++) {
  await record(`typing-${writer}`, writer, type(writer === 0 ? TYPED : TYPED_BY_OTHERS))
}

for (let writer = 0; writer < MOVERS; writer++) {
  await record(`moves-${writer}`, writer, move(MOVED))
}

await record('wide-0', 0, overwriteWide(WIDE))
write('document-large', () => document(182_000))
write('document-small', () => document(2_000))
// Last: its presence says that the folder is complete.
writeFileSync(`${folder}/complete`, '')

/** Runs the steps of one client and writes the update of each. */
async function record(name, writer, steps) {
  const doc = new Y.Doc()
  doc.clientID = FIRST_CLIENT + writer
  const stream = createWriteStream(`${folder}/${name}.part`)
  doc.on('update', update => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(update.length)
    stream.write(length)
    stream.write(update)
  })
  for (const step of steps(doc)) {
    doc.transact(step)
    if (stream.writableNeedDrain) {
      await once(stream, 'drain')
    }
  }

  stream.end()
  await once(stream, 'finish')
  renameSync(`${folder}/${name}.part`, `${folder}/${name}`)
}

/**
 * One character after the other, each line above the one before. Lines stay short because Yjs flattens the whole run that a
 * character is appended to: a server built on it would be measured at that instead.
 */
function type(count) {
  return function * (doc) {
    const text = doc.getText('text')
    for (let i = 0; i < count; i++) {
      yield () => text.insert(i % LINE, String.fromCharCode(97 + i % 26))
    }
  }
}

/** Drags one element after the other over a board: each update overwrites one field of one of 25 elements. */
function move(count) {
  return function * (doc) {
    const random = seeded(doc.clientID)
    const elements = doc.getMap('elements')
    const own = []
    yield () => {
      for (let i = 0; i < 25; i++) {
        const element = new Y.Map()
        for (const field of ['x', 'y', 'width', 'height', 'angle', 'seed', 'version', 'type', 'stroke', 'fill', 'opacity', 'group']) {
          element.set(field, Math.round(random() * 1000))
        }

        elements.set(`${doc.clientID}-${i}`, element)
        own.push(element)
      }
    }
    for (let i = 0; i < count; i++) {
      const element = own[Math.floor(i / 60) % own.length]
      yield () => element.set(i % 2 === 0 ? 'x' : 'y', Math.round(random() * 100_000) / 10)
    }
  }
}

/** Overwrites 100 large values of a map, over and over: much traffic, a document of 1 MB. */
function overwriteWide(count) {
  return function * (doc) {
    const map = doc.getMap('values')
    for (let i = 0; i < count; i++) {
      yield () => map.set(`value ${i % 100}`, String.fromCharCode(97 + i % 26).repeat(WIDE_BYTES))
    }
  }
}

/** What three people wrote in a text, with corrections, until it takes so many bytes. */
function document(bytes) {
  const random = seeded(bytes)
  const docs = [0, 1, 2].map(n => {
    const doc = new Y.Doc()
    doc.clientID = FIRST_CLIENT + n
    return doc
  })
  const words = 'the quick brown fox jumps over a lazy dog and writes about it at length '.split(' ')
  while (Y.encodeStateAsUpdate(docs[0]).length < bytes) {
    for (const doc of docs) {
      const text = doc.getText('text')
      let at = Math.floor(random() * (text.length + 1))
      const count = bytes > 10_000 ? 40 : 4
      for (let i = 0; i < count; i++) {
        const word = words[Math.floor(random() * words.length)] + ' '
        text.insert(at, word)
        at += word.length
        if (random() < 0.1) {
          text.delete(at - word.length, word.length)
          at -= word.length
        }
      }
    }

    for (const from of docs) {
      const update = Y.encodeStateAsUpdate(from)
      docs.forEach(to => to === from || Y.applyUpdate(to, update))
    }
  }

  return Y.encodeStateAsUpdate(docs[0])
}

function write(name, make) {
  const update = make()
  writeFileSync(`${folder}/${name}`, update)
}

function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6D2B79F5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
