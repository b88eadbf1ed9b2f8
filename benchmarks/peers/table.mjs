const median = values => values.toSorted((left, right) => left - right)[values.length >> 1]
const least = values => Math.min(...values)

const units = { ms: 1, MB: 1 / (1024 * 1024), bytes: 1 }

const show = (value, unit) => {
  const scaled = value * units[unit]
  const digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : scaled >= 1 ? 2 : 3
  return `${scaled.toFixed(digits)} ${unit}`
}

const ratioOf = (work, results, pick) => {
  const peers = (work.against ?? []).filter(engine => results[engine]).map(engine => pick(results[engine].values))
  return peers.length === 0 ? undefined : pick(results.ours.values) / Math.min(...peers)
}

const row = ({ work, results }, engines, pick) => {
  const cells = engines.map(engine => (results[engine] ? show(pick(results[engine].values), work.unit) : '-'))
  if (!results.ours) return [work.title, ...cells, '-', '-', 'cannot yet']
  const ratio = ratioOf(work, results, pick)
  const goal = work.goal ? `${work.goal} x${work.against.length === 1 ? ` ${work.against[0]}` : ''}` : `${work.atMost}`
  const isMet = work.goal ? ratio <= work.goal : pick(results.ours.values) <= work.atMost
  return [work.title, ...cells, ratio === undefined ? '-' : ratio.toFixed(3), goal, isMet ? 'yes' : '**no**']
}

const print = (title, rows) => {
  console.log(`\n${title}\n`)
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)
}

/** Prints the medians and the best rounds as Markdown. Returns whether all engines came to the same results. */
export const printTable = (table, engines) => {
  const head = [
    ['work', ...engines, 'ratio to the better', 'goal', 'met'],
    ['---', ...engines.map(() => '---:'), '---:', '---:', '---'],
  ]
  print('Medians of the rounds:', [...head, ...table.map(entry => row(entry, engines, median))])
  print('Best rounds:', [...head, ...table.map(entry => row(entry, engines, least))])

  const different = table.filter(({ work, results }) => {
    const checks = Object.values(results).map(result => result.check)
    return new Set(checks).size > 1
  })
  for (const { work, results } of different) {
    const checks = Object.entries(results).map(([engine, { check }]) => `${engine} ${check}`)
    console.log(`\n${work.title}: the engines' results differ: ${checks.join(', ')}`)
  }
  return different.length === 0
}
