import { describe, expect, it } from 'vitest';
import { closeWords, statusOf, statusWords, type SyncFacts } from './status';

const facts: SyncFacts = {
  connection: 'synced', confirmation: 'confirmed', storageTrouble: false, kept: 'device', final: null,
};

describe('status', () => {
  it.each<[string, Partial<SyncFacts>]>([
    ['connecting', { connection: 'connecting', confirmation: 'waiting' }],
    ['saved', {}],
    ['saving', { confirmation: 'waiting' }],
    ['saving', { confirmation: 'slow' }],
    ['sent', { confirmation: 'unsupported' }],
    ['offline', { connection: 'lost' }],
    ['trouble', { connection: 'lost', storageTrouble: true }],
    ['closed', { connection: 'lost', storageTrouble: true, final: { code: 4404, reason: '' } }],
  ])('is %s', (state, known) => {
    expect(statusOf({ ...facts, ...known }).state).toBe(state);
  });

  it('is never saved while the connection is down', () => {
    expect(statusOf({ ...facts, connection: 'lost', confirmation: 'confirmed' }).state).toBe('offline');
  });

  it('does not promise what a browser without storage cannot keep', () => {
    expect(statusWords(statusOf({ ...facts, connection: 'lost' })).long).toContain('on this device');
    expect(statusWords(statusOf({ ...facts, connection: 'lost', kept: 'tab' })).long).toContain('this tab only');
  });

  it('has words for codes that it knows, and the reason for others', () => {
    expect(closeWords({ code: 4404, reason: 'x' })).toBe('This document was deleted.');
    expect(closeWords({ code: 4499, reason: 'no more' })).toContain('no more');
    expect(closeWords({ code: 4499, reason: '' })).toContain('4499');
  });
});
