import { isEditorKind, type EditorKind } from './kinds';

/** A line of the catalogue. Kind "other" was made by a client that is not this app. */
export type DocumentEntry = {
  readonly name: string;
  readonly kind: EditorKind | 'other';
  readonly title: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** The server could not be asked, or answered with an error; the message is fit to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}

/** All documents, the last changed first. */
export async function listDocuments(signal: AbortSignal): Promise<readonly DocumentEntry[]> {
  const body = await call('/api/documents', { signal });
  const entries = isRecord(body) && Array.isArray(body['documents']) ? body['documents'] : null;
  if (!entries) {
    throw new ApiError('The server sent an answer that this page does not understand.');
  }
  return entries.map(parseEntry).sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
}

/** Makes an empty document; the server gives it its name. */
export async function createDocument(kind: EditorKind): Promise<DocumentEntry> {
  const body = JSON.stringify({ kind });
  return parseEntry(await call('/api/documents', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body,
  }));
}

/** Checks a line of the catalogue. Throws {@link ApiError} where it lacks its name or its times. */
export function parseEntry(value: unknown): DocumentEntry {
  if (!isRecord(value) || typeof value['name'] !== 'string' || value['name'] === '') {
    throw new ApiError('The server sent an answer that this page does not understand.');
  }
  const { name, kind, title } = value;
  return {
    name,
    kind: isEditorKind(kind) ? kind : 'other',
    title: typeof title === 'string' ? title : '',
    createdAt: parseTime(value['createdAt']),
    updatedAt: parseTime(value['updatedAt']),
  };
}

async function call(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError('The server cannot be reached.');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const detail = isRecord(body) ? (body['detail'] ?? body['title']) : null;
    throw new ApiError(typeof detail === 'string' ? detail : `The server answered with error ${response.status}.`);
  }
  return body;
}

function parseTime(value: unknown): Date {
  const time = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(time.getTime())) {
    throw new ApiError('The server sent an answer that this page does not understand.');
  }
  return time;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
