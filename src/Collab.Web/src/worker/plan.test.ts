import { describe, expect, it } from 'vitest';
import { planFor } from './plan';

const origin = 'http://localhost:5080';
const kept = new Set(['/favicon.svg']);
const plan = (path: string, mode = 'no-cors', method = 'GET') => planFor({ method, mode, url: origin + path }, origin, kept);

describe('the service worker', () => {
  it.each(['/', '/board/abc', '/page/team/plan', '/text/a.b', '/s/abc', '/sign-in', '/nothing/there'])(
    'opens %s with the page that it keeps', (path) => {
      expect(plan(path, 'navigate')).toBe('page');
    });

  it.each(['/assets/index-abc.js', '/excalidraw/0.18.1/fonts/Xiaolai/x.woff2', '/favicon.svg'])('keeps the file %s', (path) => {
    expect(plan(path)).toBe('part');
  });

  it.each(['/api/files/0a1b/doc', '/api/files/0a1b/team/plan', '/api/thumbnails/doc?v=3'])('keeps the picture %s', (path) => {
    expect(plan(path)).toBe('image');
  });

  it.each([
    '/api', '/api/documents', '/api/documents/files/x', '/api/search?q=x', '/api/thumbnails/doc', '/sync/doc', '/health/ready',
    '/metrics', '/hocuspocus', '/d/doc/ws/x', '/sw.js',
  ])('leaves %s to the server', (path) => {
    expect(plan(path, 'cors')).toBe('server');
  });

  it.each(['/api/documents', '/sync/doc', '/health', '/api/files/0a1b/doc'])('does not show the page at %s', (path) => {
    expect(plan(path, 'navigate')).toBe('server');
  });

  it('never keeps what is sent or belongs elsewhere', () => {
    expect(plan('/api/files/doc', 'cors', 'POST')).toBe('server');
    expect(plan('/assets/index.js', 'cors', 'HEAD')).toBe('server');
    expect(planFor({ method: 'GET', mode: 'cors', url: 'https://elsewhere.example/assets/x.js' }, origin, kept)).toBe('server');
  });
});
