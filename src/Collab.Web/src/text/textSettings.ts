import { useSyncExternalStore } from 'react';
import { StoredSetting } from '../app/storedSetting';

/** What is shown of a text in Markdown: its source, what it means, or both. */
export type TextViewMode = 'write' | 'both' | 'read';

export const textViewModes: readonly TextViewMode[] = ['write', 'both', 'read'];

const mode = new StoredSetting<TextViewMode>(
  'collab.text-view', (value): value is TextViewMode => textViewModes.some((one) => one === value), 'write',
);
const wrapping = new StoredSetting<'on' | 'off'>(
  'collab.text-wrap', (value): value is 'on' | 'off' => value === 'on' || value === 'off', 'on',
);

export const chooseTextViewMode = (value: TextViewMode): void => mode.set(value);
export const chooseWrapping = (isOn: boolean): void => wrapping.set(isOn ? 'on' : 'off');

export const useTextViewMode = (): TextViewMode => useSyncExternalStore(mode.subscribe, mode.get);
export const useWrapping = (): boolean => useSyncExternalStore(wrapping.subscribe, wrapping.get) === 'on';
