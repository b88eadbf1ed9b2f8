// One engine in a process of its own.
//   node worker.mjs yjs|ywasm FOLDER                           answers the names of works, one a line
//   node worker.mjs yjs|ywasm FOLDER b4|whiteboard             prints the bytes that one loaded document takes
import { createInterface } from 'node:readline'
import { openData } from './data.mjs'
import { createWorks } from './works.mjs'
import { yjs } from './yjs.mjs'
import { ywasm } from './ywasm.mjs'

const LOADS = 20

const median = values => values.toSorted((left, right) => left - right)[values.length >> 1]

const measure = work => {
  globalThis.gc()
  const times = []
  let check
  for (let i = 0; i < work.repeats; i++) {
    const input = work.prepare()
    const start = performance.now()
    const output = work.run(input)
    times.push(performance.now() - start)
    if (i === 0) check = work.check(output)
    work.release?.(output)
  }
  return { value: median(times), check }
}

const measureMemory = (engine, state) => {
  const load = () => {
    const doc = engine.create()
    engine.apply(doc, state)
    return doc
  }

  // What the first load needs for itself stays out of the account.
  const kept = [load()]
  const before = engine.bytesInUse()
  for (let i = 0; i < LOADS; i++) kept.push(load())
  return { value: (engine.bytesInUse() - before) / LOADS, check: `${kept.length} documents` }
}

const [name, folder, memoryOf] = process.argv.slice(2)
const engine = { yjs, ywasm }[name]
const data = openData(folder)
const answer = value => process.stdout.write(JSON.stringify(value) + '\n')

if (memoryOf) {
  answer(measureMemory(engine, memoryOf === 'b4' ? data.b4StateV1() : data.whiteboardState()))
} else {
  const works = createWorks(engine, data)
  answer({ works: Object.keys(works) })
  for await (const line of createInterface({ input: process.stdin })) answer(measure(works[line]))
}
