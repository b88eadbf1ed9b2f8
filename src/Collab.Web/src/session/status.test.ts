import { describe, expect, it } from 'vitest';
import { closeWords, statusOf, statusWords, troubleOf, type SyncFacts } from './status';

const facts: SyncFacts = {
  connection: 'synced', confirmation: 'confirmed', trouble: null, kept: 'device', final: null, isUploading: false, isRefused: false,
};

describe('status', () => {
  it.each<[string, Partial<SyncFacts>]>([
    ['connecting', { connection: 'connecting', confirmation: 'waiting' }],
    ['saved', {}],
    ['saving', { confirmation: 'waiting' }],
    ['saving', { confirmation: 'slow' }],
    ['offline', { connection: 'lost' }],
    ['offline', { connection: 'lost', isRefused: true }],
    ['refused', { isRefused: true }],
    ['trouble', { trouble: 'storage' }],
    ['trouble', { connection: 'lost', trouble: 'damaged' }],
    ['closed', { connection: 'lost', trouble: 'storage', final: { code: 4404, reason: '' } }],
  ])('is %s', (state, known) => {
    expect(statusOf({ ...facts, ...known }).state).toBe(state);
  });

  it('is never saved while the connection is down', () => {
    expect(statusOf({ ...facts, connection: 'lost', confirmation: 'confirmed' }).state).toBe('offline');
  });

  it.each([
    [4503, 'The server cannot store at present – changes are kept on this device'],
    [4504, 'The server cannot read this document at present – changes are kept on this device'],
  ])('tells why a server in trouble closed with %i', (code, words) => {
    expect(statusWords(statusOf({ ...facts, connection: 'lost', trouble: troubleOf(code) })).long).toBe(words);
  });

  it.each([undefined, 1000, 1006, 1012, 4404])('takes a connection that ended with %s for no trouble of the server', (code) => {
    expect(troubleOf(code)).toBeNull();
  });

  it('does not promise what a browser without storage cannot keep', () => {
    expect(statusWords(statusOf({ ...facts, connection: 'lost' })).long).toContain('on this device');
    for (const known of [
      { connection: 'lost' }, { connection: 'connecting' }, { trouble: 'storage' }, { confirmation: 'slow' },
    ] satisfies Partial<SyncFacts>[]) {
      expect(statusWords(statusOf({ ...facts, ...known, kept: 'tab' })).long).toContain('this tab only');
    }
  });

  it('has words for codes that it knows, and the reason for others', () => {
    expect(closeWords({ code: 4404, reason: 'x' })).toBe('This document was deleted.');
    expect(closeWords({ code: 4499, reason: 'no more' })).toContain('no more');
    expect(closeWords({ code: 4499, reason: '' })).toContain('4499');
  });
});
