const types = ['rectangle', 'ellipse', 'diamond', 'arrow', 'text', 'freedraw'];
const colors = ['#1e1e1e', '#e03131', '#2f9e44', '#1971c2', '#f08c00'];
const columns = 80;
const cell = { width: 160, height: 120 };

/** A scene as people make them: shapes, arrows, texts and strokes on a grid. The same at every run. */
export function boardScene(count) {
  return Array.from({ length: count }, (_, at) => element(at));
}

function element(at) {
  const type = types[at % types.length];
  return {
    id: `element-${at}`, type,
    x: (at % columns) * cell.width, y: Math.floor(at / columns) * cell.height, width: 120, height: 80, angle: 0,
    strokeColor: colors[at % colors.length], backgroundColor: at % 3 === 0 ? '#a5d8ff' : 'transparent',
    fillStyle: 'solid', strokeWidth: 2, strokeStyle: 'solid', roughness: 1, opacity: 100, roundness: null,
    groupIds: [], frameId: null, index: null, seed: at + 1, version: 1, versionNonce: at + 1, updated: 1,
    isDeleted: false, boundElements: null, link: null, locked: false, ...ofType(type, at),
  };
}

function ofType(type, at) {
  switch (type) {
    case 'arrow':
      return {
        points: [[0, 0], [60, 20], [120, 80]], lastCommittedPoint: null, startBinding: null, endBinding: null,
        startArrowhead: null, endArrowhead: 'arrow', elbowed: false,
      };
    case 'text': {
      const words = `note ${at}`;
      return {
        height: 25, text: words, originalText: words, fontSize: 20, fontFamily: 5, textAlign: 'left', verticalAlign: 'top',
        containerId: null, autoResize: true, lineHeight: 1.25,
      };
    }
    case 'freedraw':
      return {
        points: Array.from({ length: 30 }, (_, step) => [step * 4, 40 + 40 * Math.sin(step / 4)]),
        pressures: [], simulatePressure: true, lastCommittedPoint: null,
      };
    default:
      return {};
  }
}
