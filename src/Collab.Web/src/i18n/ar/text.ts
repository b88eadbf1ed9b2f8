import type { TranslatedArea } from '../message';
import type { text as english } from '../en/text';

export const text: TranslatedArea<typeof english> = {};
