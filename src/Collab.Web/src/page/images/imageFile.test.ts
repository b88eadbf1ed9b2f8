import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maxFileSize } from '../../files/fileClient';
import { isOwnFile } from '../binding/attributes';
import { checkImage, hashOf, imagePath } from './imageFile';

describe('an image of a document', () => {
  it('has the address that the server will give it', () => {
    const content = new TextEncoder().encode('not really an image');
    const hash = createHash('sha256').update(content).digest('hex');

    const path = imagePath('team/plan 1', hashOf(content));

    expect(path).toBe(`/api/files/${hash}/team/plan%201`);
    expect(isOwnFile(path)).toBe(true);
  });

  it.each([
    [{ type: 'image/png', size: 10 }, 'fine'],
    [{ type: 'image/svg+xml', size: 10 }, 'kind'],
    [{ type: 'text/html', size: 10 }, 'kind'],
    [{ type: 'image/webp', size: maxFileSize + 1 }, 'size'],
  ])('%o is %s', (file, verdict) => expect(checkImage(file)).toBe(verdict));

  const hash = 'a'.repeat(64);
  it.each([
    'https://elsewhere.example/x.png', '//elsewhere.example/x.png', 'data:image/png;base64,AAAA', 'javascript:alert(1)',
    `/api/files/${hash}/../../documents`, `/api/files/${hash}/x?y=1`, `/api/files/${hash}//elsewhere`, `/api/files/short/x`,
    `/api/files/${hash}/a\\b`, `/api/files/${hash}/`, `/api/documents/${hash}/x`, `/api/files/${hash}/%2e%2e/x`,
  ])('is not shown from %s', (address) => expect(isOwnFile(address)).toBe(false));
});
