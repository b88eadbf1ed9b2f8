import { useState, useSyncExternalStore } from 'react';
import type { DocumentEntry } from '../documents/api';
import { Imports, type ImportItem } from './imports';

/** The imports of this page. `onDone` is the one of the first rendering. */
export function useImports(onDone: (entry: DocumentEntry) => void): readonly [readonly ImportItem[], Imports] {
  const [imports] = useState(() => new Imports(onDone));
  return [useSyncExternalStore(imports.subscribe, imports.get), imports];
}
