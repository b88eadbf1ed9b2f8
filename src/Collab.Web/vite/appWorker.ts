import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';
import { excalidrawAssetPath, excalidrawFonts } from './excalidrawAssets.ts';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceFolder = join(projectFolder, 'src');
const entry = join(sourceFolder, 'worker', 'appWorker.ts');
const fileName = 'sw.js';
const page = 'index.html';

// The worker's source has this in place of what only the end of the build knows.
const placeholder = /(["'`])@@app-files@@\1/g;

/** Fonts for scripts that the app's own words do not use; they are kept when a text first needs them. */
const rareFont = /\/inter-(?!latin-)[a-z-]+-[\w-]+\.woff2$/;

/** Excalidraw's fonts for what people draw and write without choosing another; the others come at first use. */
const commonBoardFont = /^(?:Excalifont|Nunito|ComicShanns)\//;

/** What Excalidraw inserts and exports images with. */
const neededByPackages = /[\\/]node_modules[\\/](?:pica|image-blob-reduce|@excalidraw[\\/]excalidraw[\\/]dist[\\/]prod[\\/]data)[\\/]/;

type Bundle = Rolldown.OutputBundle;

/**
 * Builds the service worker, and tells it which files make up the app: all that our own modules import, at once or later.
 * What a package imports later (Excalidraw's languages, diagrams, CodeMirror's many languages) is not among them, unless
 * something could not be done without the server otherwise.
 */
export function appWorker(): Plugin {
  return {
    name: 'collab:app-worker',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: entry, fileName });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[fileName];
        const html = bundle[page];
        if (worker?.type !== 'chunk' || html?.type !== 'asset') {
          return this.error(`${fileName} or ${page} is not in the bundle`);
        }
        if (worker.imports.length > 0 || worker.dynamicImports.length > 0 || worker.exports.length > 0) {
          // It is loaded as a plain script, which every browser with service workers knows.
          return this.error(`${fileName} has to be one script without imports and exports`);
        }
        const later = (module: string) => (this.getModuleInfo(module)?.dynamicallyImportedIds ?? [])
          .filter((imported) => isOurs(module) || neededByPackages.test(imported));
        const files = [...appFiles(bundle, later), ...publicFiles(), ...boardFonts()].sort();
        const pageHash = createHash('sha256').update(html.source).digest('hex');
        const version = createHash('sha256').update([pageHash, worker.code, ...files].join('\n')).digest('hex').slice(0, 16);
        const told = JSON.stringify(JSON.stringify({ version, pageHash, files }));
        if (worker.code.match(placeholder)?.length !== 1) {
          return this.error(`${fileName} does not have its one place for the list of files`);
        }
        worker.code = worker.code.replace(placeholder, () => told);
      },
    },
  };
}

const isOurs = (module: string): boolean => module.startsWith(sourceFolder);

/** Addresses of the chunks, styles and fonts that the page and our own modules lead to. */
function appFiles(bundle: Bundle, importedLater: (module: string) => readonly string[]): readonly string[] {
  const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
  const chunkOf = new Map(chunks.flatMap((chunk) => chunk.moduleIds.map((module) => [module, chunk] as const)));
  const found = new Set<Rolldown.OutputChunk>();
  const files = new Set<string>();
  const visit = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || found.has(chunk)) {
      return;
    }
    found.add(chunk);
    files.add(chunk.fileName);
    chunk.viteMetadata?.importedCss.forEach((file) => files.add(file));
    chunk.viteMetadata?.importedAssets.forEach((file) => files.add(file));
    chunk.imports.forEach((name) => visit(chunks.find(({ fileName: other }) => other === name)));
    chunk.moduleIds.flatMap(importedLater).forEach((module) => visit(chunkOf.get(module)));
  };
  chunks.filter((chunk) => chunk.isEntry && chunk.fileName !== fileName).forEach(visit);
  return [...files].map((file) => `/${file}`).filter((file) => !rareFont.test(file));
}

/** What public/ holds, as long as the page names it. */
const publicFiles = (): readonly string[] =>
  [...readFileSync(join(projectFolder, page), 'utf8').matchAll(/(?:href|src)="(\/(?!src\/)[^"]+)"/g)].flatMap(([, path]) => path ?? []);

const boardFonts = (): readonly string[] =>
  excalidrawFonts().filter((font) => commonBoardFont.test(font)).map((font) => `${excalidrawAssetPath}fonts/${font}`);
