import type { TranslatedArea } from '../message';
import type { home as english } from '../en/home';

export const home: TranslatedArea<typeof english> = {};
