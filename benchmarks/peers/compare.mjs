// Runs every work with each engine in turn, round after round, and prints the table. engine-vs-peers.sh calls it.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { works } from './goals.mjs'
import { printTable } from './table.mjs'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    ours: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    warmups: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
})

const rounds = Number(options.rounds)
const warmups = Number(options.warmups)
const wanted = options.only?.split(',')
const chosen = works.filter(work => !wanted || wanted.some(name => work.name.startsWith(name)))

const here = fileURLToPath(new URL('.', import.meta.url))
const node = name => ['node', '--expose-gc', `${here}worker.mjs`, name, options.data]
const commands = {
  ours: ['dotnet', options.ours, 'work', options.data],
  yjs: node('yjs'),
  ywasm: node('ywasm'),
}
const engines = Object.keys(commands)

const start = ([command, ...args]) => spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })

/** A process that measures one work for each line it is given. */
const startWorker = async command => {
  const child = start(command)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${command.join(' ')} ended early`)
    return JSON.parse(value)
  }
  const { works } = await next()
  return {
    knows: name => works.includes(name),
    measure: name => {
      child.stdin.write(`${name}\n`)
      return next()
    },
    stop: () => child.stdin.end(),
  }
}

/** The answer of a process that lives for this one question. */
const ask = async command => {
  const child = start(command)
  let text = ''
  for await (const part of child.stdout) text += part
  return JSON.parse(text)
}

const measureInTurns = async (work, workers, results) => {
  const able = engines.filter(engine => workers[engine].knows(work.name))
  for (let round = -warmups; round < rounds; round++) {
    for (const engine of able) {
      const { value, check } = await workers[engine].measure(work.name)
      results[engine] ??= { values: [] }
      results[engine].check = check
      if (round >= 0) results[engine].values.push(value)
    }
  }
}

const measureMemory = async (work, results) => {
  for (let round = 0; round < Math.min(rounds, 3); round++) {
    for (const engine of engines) {
      const { value, check } = await ask([...commands[engine], work.memoryOf])
      results[engine] ??= { values: [], check }
      results[engine].values.push(value)
    }
  }
}

const workers = Object.fromEntries(
  await Promise.all(engines.map(async engine => [engine, await startWorker(commands[engine])])),
)

const table = []
for (const work of chosen) {
  process.stderr.write(`${work.title}\n`)
  const results = {}
  if (work.memoryOf) await measureMemory(work, results)
  else await measureInTurns(work, workers, results)
  table.push({ work, results })
}

for (const worker of Object.values(workers)) worker.stop()
process.exitCode = printTable(table, engines) ? 0 : 1
