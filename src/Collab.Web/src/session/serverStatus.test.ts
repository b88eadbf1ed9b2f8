import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { readStorageTrouble } from './serverStatus';

describe('the server’s status', () => {
  it.each([
    ['{"storage":"trouble"}', true],
    ['{"storage":"ok"}', false],
    ['{"storage":1}', null],
    ['{}', null],
    ['null', null],
    ['not JSON', null],
  ])('%s', (json, trouble) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, json);

    expect(readStorageTrouble(decoding.createDecoder(encoding.toUint8Array(encoder)))).toBe(trouble);
  });
});
