import { describe, expect, it } from 'vitest';
import { parseFile } from './boardFiles';

const file = { id: 'f', mimeType: 'image/png', dataURL: 'data:image/png;base64,AAAA', created: 1 };

describe('an image', () => {
  it.each([
    'data:image/png;base64,AAA=', 'data:image/svg+xml;base64,AA==', 'data:image/svg+xml;charset=utf-8;base64,AAAA',
  ])('is taken with its bytes: %s', (dataURL) => {
    expect(parseFile({ ...file, dataURL })).toEqual({ ...file, dataURL });
  });

  it.each([
    'https://example.org/track.png', 'data:image/svg+xml,%3Csvg', 'data:image/png;base64,', 'data:image/png;base64,AAA',
    'data:image/png;base64,%%%%', 'data:image/png;base64,A===', 'data:text/html;base64,AAAA', 'data:image/;base64,AAAA',
    'data:;base64,AAAA', 'AAAA', '', 7,
  ])('is none without: %s', (dataURL) => {
    expect(parseFile({ ...file, dataURL })).toBeNull();
  });

  it.each(['text/html', 'image/', 'image/hologram', 7])('is none as %s', (mimeType) => {
    expect(parseFile({ ...file, mimeType })).toBeNull();
  });
});
