import { describe, expect, it } from 'vitest';
import { fromDataUrl, toDataUrl } from './dataUrl';

describe('a data URL', () => {
  it('holds any bytes, and gives them back', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256);

    const url = await toDataUrl(new Blob([bytes], { type: 'image/png' }));
    const image = fromDataUrl(url);

    expect(url).toMatch(/^data:image\/png;base64,/);
    expect(image?.type).toBe('image/png');
    expect(new Uint8Array(await (image as Blob).arrayBuffer())).toEqual(bytes);
  });

  it.each(['https://example.org/x.png', 'data:image/png,plain', 'data:image/png;base64,***'])('is not %s', (url) => {
    expect(fromDataUrl(url)).toBeNull();
  });
});
