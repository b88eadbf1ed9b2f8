// What is measured, and the goals: how large our figure may be against the better of the engines named, or at all.

const timed = (name, title, goal, against = ['yjs', 'ywasm']) => ({ name, title, unit: 'ms', goal, against })
const memory = (memoryOf, title, goal) => ({
  name: `memory-${memoryOf}`,
  title,
  unit: 'MB',
  goal,
  against: ['yjs', 'ywasm'],
  memoryOf,
})

export const works = [
  timed('apply-b4-v1', 'apply B4 state, V1', 0.6),
  timed('apply-b4-v2', 'apply B4 state, V2', 0.5),
  timed('encode-b4-v1', 'encode B4 state, V1', 0.6),
  timed('encode-b4-v2', 'encode B4 state, V2', 0.8),
  timed('b4-updates', '259,778 updates of B4, a transaction each', 0.35),
  timed('whiteboard-updates', '100,000 whiteboard field updates', 0.4),
  timed('load-whiteboard', 'load whiteboard, V1', 0.55),
  timed('encode-whiteboard', 'encode whiteboard, V1', 0.5),
  timed('merge-10000', 'merge 10,000 updates', 0.02, ['yjs']),
  timed('step2-whiteboard', 'sync step 2 for an up-to-date client, whiteboard', 0.02),
  timed('type-b4', 'type B4, a transaction and an update event each', 0.2, ['yjs']),
  memory('b4', 'memory of a loaded B4', 0.6),
  memory('whiteboard', 'memory of a loaded whiteboard', 0.4),
  { name: 'allocated', title: 'allocated per update of B4', unit: 'bytes', atMost: 250 },
]
