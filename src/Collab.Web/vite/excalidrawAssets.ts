import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { cp, stat } from 'node:fs/promises';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const distFolder = dirname(dirname(require.resolve('@excalidraw/excalidraw')));
const fontsFolder = join(distFolder, 'prod', 'fonts');
const version = (JSON.parse(readFileSync(join(distFolder, '..', 'package.json'), 'utf8')) as { version: string }).version;

/** Where Excalidraw's fonts are served from. The version is in the path because some file names carry no hash. */
export const excalidrawAssetPath = `/excalidraw/${version}/`;

/** The fonts' files, as paths below `fonts/`. */
export const excalidrawFonts = (): readonly string[] =>
  readdirSync(fontsFolder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll(sep, '/')).filter((file) => file.endsWith('.woff2'));

const contentTypes: Record<string, string> = { '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.css': 'text/css' };

// `ASSETS_FALLBACK_URL", `https://esm.sh/${...}/dist/prod/`` in the readable build, minified in the other.
const fallbackAddress = /`https:\/\/esm\.sh\/(?:[^`$]|\$\{(?:[^{}`]|`[^`]*`|\{[^}]*\})*\})*`/g;

/**
 * Serves Excalidraw's fonts from our own origin, and removes the public address that it would fall back to.
 * The build fails when a new version of Excalidraw hides that address elsewhere.
 */
export function excalidrawAssets(): Plugin {
  let removed = 0;
  return {
    name: 'collab:excalidraw-assets',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@excalidraw') || !code.includes('esm.sh')) {
        return null;
      }
      const local = code.replace(fallbackAddress, () => {
        removed++;
        return 'window.location.origin';
      });
      if (local.includes('esm.sh')) {
        this.error(`a public font address is left in ${id}`);
      }
      return { code: local, map: null };
    },
    generateBundle(_options, bundle) {
      if (removed === 0) {
        this.error('Excalidraw\'s public font address was not found; look where this version keeps it');
      }
      for (const [name, part] of Object.entries(bundle)) {
        const text = part.type === 'chunk' ? part.code : typeof part.source === 'string' ? part.source : '';
        if (text.includes('esm.sh')) {
          this.error(`a public font address is left in ${name}`);
        }
      }
    },
    async writeBundle(options) {
      await cp(fontsFolder, join(options.dir ?? 'dist', excalidrawAssetPath, 'fonts'), { recursive: true });
    },
    configureServer(server) {
      server.middlewares.use(`${excalidrawAssetPath}fonts`, (request, response, next) => {
        const path = normalize(join(fontsFolder, decodeURIComponent((request.url ?? '').split('?')[0] ?? '')));
        if (!path.startsWith(fontsFolder + sep)) {
          next();
          return;
        }
        stat(path).then(
          () => {
            response.setHeader('Content-Type', contentTypes[extname(path)] ?? 'application/octet-stream');
            createReadStream(path).pipe(response);
          },
          () => next(),
        );
      });
    },
  };
}
