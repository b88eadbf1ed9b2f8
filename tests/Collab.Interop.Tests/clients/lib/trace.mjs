import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createDecoder, readUint8, readVarUint } from 'lib0/decoding';
import { Random } from './random.mjs';

/**
 * Reads the first edits of a trace file: gzip, varUint count, then for each edit a varUint position and one byte:
 * 0 deletes the character there, another inserts itself.
 */
export function readTrace(path, count) {
  const decoder = createDecoder(gunzipSync(readFileSync(path)));
  const available = readVarUint(decoder);
  return Array.from({ length: Math.min(count, available) }, () => {
    const at = readVarUint(decoder);
    const code = readUint8(decoder);
    return { at, insert: code === 0 ? null : String.fromCharCode(code) };
  });
}

/** Makes a trace like a person's: runs of typing at a place, slips that are taken back, jumps, cuts. */
export function makeTrace(seed, count) {
  const random = new Random(seed);
  const edits = [];
  let length = 0;
  let at = 0;
  while (edits.length < count) {
    const kind = random.below(10);
    if (kind < 6 || length === 0) {
      for (let left = 3 + random.below(20); left > 0; left--, at++, length++) {
        edits.push({ at, insert: String.fromCharCode(97 + random.below(26)) });
      }
    } else if (kind < 9) {
      for (let left = Math.min(at, 1 + random.below(8)); left > 0; left--, length--) {
        edits.push({ at: --at, insert: null });
      }
    } else {
      at = random.below(length + 1);
    }
  }

  return edits.slice(0, count);
}

/** The text that a trace ends with, without any CRDT. */
export function replay(edits) {
  const text = [];
  for (const { at, insert } of edits) {
    if (insert === null) {
      text.splice(at, 1);
    } else {
      text.splice(at, 0, insert);
    }
  }

  return text.join('');
}

/** Applies one edit to a Y.Text; an edit is a transaction, hence a message. */
export function type(text, { at, insert }) {
  if (insert === null) {
    text.delete(at, 1);
  } else {
    text.insert(at, insert);
  }
}
