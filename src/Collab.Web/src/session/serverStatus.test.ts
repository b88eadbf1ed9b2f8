import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { readServerStatus } from './serverStatus';

describe('the server’s status', () => {
  it.each([
    ['{"storage":"trouble"}', { trouble: true, access: null }],
    ['{"storage":"ok"}', { trouble: false, access: null }],
    ['{"access":"comment"}', { trouble: null, access: 'comment' }],
    ['{"access":"read","storage":"ok"}', { trouble: false, access: 'read' }],
    ['{"storage":1,"access":"owner"}', { trouble: null, access: null }],
    ['{}', { trouble: null, access: null }],
    ['null', { trouble: null, access: null }],
    ['not JSON', { trouble: null, access: null }],
  ])('%s', (json, status) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, json);

    expect(readServerStatus(decoding.createDecoder(encoding.toUint8Array(encoder)))).toEqual(status);
  });
});
