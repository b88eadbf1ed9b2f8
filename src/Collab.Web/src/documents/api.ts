import { encodeName } from '../app/route';
import { translate } from '../i18n';
import { askToSignIn } from '../signin/signIn';
import { isEditorKind, type EditorKind } from './kinds';

/** A line of the catalogue. Kind "other" was made by a client that is not this app. */
export type DocumentEntry = {
  readonly name: string;
  readonly kind: EditorKind | 'other';
  readonly title: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** One level; empty for none. */
  readonly folder: string;
  readonly starred: boolean;
  /** When it was put into the trash; null for what is not there. */
  readonly trashedAt: Date | null;
  /** The path of a small picture, with its version in it; null if nobody has drawn one. */
  readonly thumbnail: string | null;
};

/** What of an entry can be changed from the list. */
export type DocumentChange = {
  readonly title?: string;
  readonly folder?: string;
  readonly starred?: boolean;
  readonly trashed?: boolean;
};

/** What a new document starts as. */
export type NewDocument = {
  readonly kind: EditorKind;
  readonly title?: string;
  readonly folder?: string;
  /** The name of a document whose whole content it gets. */
  readonly from?: string;
};

/** A place of the catalogue where all words were found. */
export type SearchResult = {
  readonly name: string;
  readonly snippet: string;
  /** What to highlight of the snippet, in UTF-16 units; in order, none over another. */
  readonly ranges: readonly (readonly [start: number, length: number])[];
};

/** The longest name of a folder, in UTF-16 units. */
export const maxFolderLength = 100;

/** The server could not be asked, or answered with an error; the message is fit to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  /** @param status of the answer; null if there was none. */
  constructor(message: string, readonly status: number | null) {
    super(message);
  }

  /** Whether the server was not there to answer. */
  get isUnreachable(): boolean {
    return this.status === null || this.status === 502 || this.status === 504;
  }
}

/** What to tell people of something that went wrong. */
export const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** All documents, those in the trash too, the last changed first. */
export async function listDocuments(): Promise<readonly DocumentEntry[]> {
  const entries = parseList(await call('/api/documents', {}));
  return entries.toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
}

/** A document's line of the catalogue; null for one that is not listed, or not yet. */
export async function findDocument(name: string): Promise<DocumentEntry | null> {
  const entries = parseList(await call(`/api/documents?name=${encodeURIComponent(name)}`, {}));
  return entries.find((entry) => entry.name === name) ?? null;
}

/** Makes a document; the server gives it its name. */
export async function createDocument(made: NewDocument): Promise<DocumentEntry> {
  return parseEntry(await call('/api/documents', json('POST', made)));
}

/** Changes what the catalogue holds of a document, and its title in the document itself. */
export async function changeDocument(name: string, change: DocumentChange): Promise<DocumentEntry> {
  return parseEntry(await call(`/api/documents/${encodeName(name)}`, json('PATCH', change)));
}

/** Gives a folder another name in all that is in it. Throws {@link ApiError} 404 if nothing is, 409 if another one is called so. */
export async function renameFolder(from: string, to: string): Promise<void> {
  await call('/api/folders/rename', json('POST', { from, to }));
}

/** Deletes a document of the trash for good. */
export async function deleteDocument(name: string): Promise<void> {
  await call(`/api/documents/${encodeName(name)}`, { method: 'DELETE' });
}

/** Finds documents by title and text, best first. */
export async function searchDocuments(query: string, signal: AbortSignal): Promise<readonly SearchResult[]> {
  const body = await call(`/api/search?q=${encodeURIComponent(query)}`, { signal });
  const results = isRecord(body) && Array.isArray(body['results']) ? body['results'] : null;
  if (!results) {
    throw notUnderstood();
  }
  return results.map(parseResult);
}

/** Fills a document that was just made; 2xx means that it is on disk. */
export async function uploadContent(name: string, update: Uint8Array<ArrayBuffer>): Promise<void> {
  await call(`/sync/${encodeName(name)}`, {
    method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: update,
  });
}

function parseList(body: unknown): readonly DocumentEntry[] {
  const entries = isRecord(body) && Array.isArray(body['documents']) ? body['documents'] : null;
  if (!entries) {
    throw notUnderstood();
  }
  return entries.map(parseEntry);
}

/** Checks a line of the catalogue. Throws {@link ApiError} where it lacks its name or its times. */
export function parseEntry(value: unknown): DocumentEntry {
  if (!isRecord(value) || typeof value['name'] !== 'string' || value['name'] === '') {
    throw notUnderstood();
  }
  const { name, kind, title, folder, starred, trashedAt, thumbnail } = value;
  return {
    name,
    kind: isEditorKind(kind) ? kind : 'other',
    title: typeof title === 'string' ? title : '',
    createdAt: parseTime(value['createdAt']),
    updatedAt: parseTime(value['updatedAt']),
    folder: typeof folder === 'string' ? folder : '',
    starred: starred === true,
    trashedAt: typeof trashedAt === 'string' ? parseTime(trashedAt) : null,
    // A path of ours only: an address would be asked for by everybody who looks at the list.
    thumbnail: typeof thumbnail === 'string' && /^\/api\/thumbnails\//.test(thumbnail) ? thumbnail : null,
  };
}

function parseResult(value: unknown): SearchResult {
  if (!isRecord(value) || typeof value['name'] !== 'string') {
    throw notUnderstood();
  }
  const ranges = Array.isArray(value['ranges']) ? value['ranges'] : [];
  return {
    name: value['name'],
    snippet: typeof value['snippet'] === 'string' ? value['snippet'] : '',
    ranges: ranges.filter(isRange),
  };
}

const isRange = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && Number.isInteger(value[0]) && Number.isInteger(value[1]);

const json = (method: string, body: unknown): RequestInit =>
  ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function call(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError(translate('home.problemUnreachable'), null);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 401) {
    askToSignIn();
  }
  if (!response.ok) {
    const detail = isRecord(body) ? (body['detail'] ?? body['title']) : null;
    throw new ApiError(
      typeof detail === 'string' ? detail : translate('home.problemStatus', { status: response.status }),
      response.status,
    );
  }
  return body;
}

function parseTime(value: unknown): Date {
  const time = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(time.getTime())) {
    throw notUnderstood();
  }
  return time;
}

const notUnderstood = () => new ApiError(translate('home.problemNotUnderstood'), 200);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
