import type { TranslatedArea } from '../message';
import type { board as english } from '../en/board';

export const board: TranslatedArea<typeof english> = {};
