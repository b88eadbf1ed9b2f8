import { createHash } from 'node:crypto'

const digest = text => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Shows that a document holds the text that the trace ends with. */
const checkText = engine => doc => digest(engine.text(doc))

/** Shows that a document holds all elements of the whiteboard, whatever the order of its keys. */
const checkElements = engine => doc => {
  const elements = engine.elements(doc)
  const lines = []
  for (const id of Object.keys(elements).sort()) {
    for (const field of Object.keys(elements[id]).sort()) {
      lines.push(`${id}.${field}=${JSON.stringify(elements[id][field])}\n`)
    }
  }
  return digest(lines.join(''))
}

/**
 * What every engine is measured with: `prepare` and `check` are not timed, `run` is, `repeats` times in a round.
 * Names, repeats and the kind of check are those of Collab.Benchmarks' own works.
 */
export const createWorks = (engine, data) => {
  const loaded = state => {
    let doc
    return () => {
      if (!doc) engine.apply((doc = engine.create()), state())
      return doc
    }
  }

  const reload = (apply, update, check) => {
    const doc = engine.create()
    apply(doc, update)
    const result = check(doc)
    engine.release(doc)
    return result
  }

  const b4 = loaded(data.b4StateV1)
  const whiteboard = loaded(data.whiteboardState)
  const text = checkText(engine)
  const elements = checkElements(engine)

  const applyWhole = (repeats, state, apply, check) => ({
    repeats,
    prepare: () => ({ doc: engine.create(), update: state() }),
    run: ({ doc, update }) => {
      apply(doc, update)
      return doc
    },
    check,
    release: engine.release,
  })

  const applyEach = (prepare, updates, check) => ({
    repeats: 1,
    prepare: () => ({ doc: prepare(), all: updates() }),
    run: ({ doc, all }) => {
      for (const update of all) engine.apply(doc, update)
      return doc
    },
    check,
    release: engine.release,
  })

  const works = {
    'apply-b4-v1': applyWhole(15, data.b4StateV1, engine.apply, text),
    'apply-b4-v2': applyWhole(15, data.b4StateV2, engine.applyV2, text),
    'encode-b4-v1': {
      repeats: 40,
      prepare: b4,
      run: engine.encode,
      check: update => reload(engine.apply, update, text),
    },
    'encode-b4-v2': {
      repeats: 40,
      prepare: b4,
      run: engine.encodeV2,
      check: update => reload(engine.applyV2, update, text),
    },
    'b4-updates': applyEach(engine.create, data.b4Updates, text),
    'whiteboard-updates': applyEach(
      () => {
        const doc = engine.create()
        engine.apply(doc, data.whiteboardBefore())
        return doc
      },
      data.whiteboardUpdates,
      elements,
    ),
    'load-whiteboard': applyWhole(3, data.whiteboardState, engine.apply, elements),
    'encode-whiteboard': {
      repeats: 5,
      prepare: whiteboard,
      run: engine.encode,
      check: update => reload(engine.apply, update, elements),
    },
    'step2-whiteboard': {
      repeats: 40,
      prepare: () => ({ doc: whiteboard(), stateVector: engine.encodeStateVector(whiteboard()) }),
      run: ({ doc, stateVector }) => engine.diff(doc, stateVector),
      check: update => `${update.length} bytes`,
    },
  }

  if (engine.merge) {
    works['merge-10000'] = {
      repeats: 3,
      prepare: () => data.b4Updates().slice(0, 10_000),
      run: engine.merge,
      check: update => createHash('sha256').update(update).digest('hex').slice(0, 16),
    }
  }

  if (engine.type) {
    works['type-b4'] = {
      repeats: 1,
      prepare: () => ({ doc: engine.create(), trace: data.b4Trace() }),
      run: ({ doc, trace }) => {
        let events = 0
        engine.type(doc, trace, () => events++)
        return { doc, events }
      },
      check: ({ doc, events }) => `${events} events ${text(doc)}`,
    }
  }

  return works
}
