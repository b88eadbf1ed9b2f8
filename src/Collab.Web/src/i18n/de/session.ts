import type { TranslatedArea } from '../message';
import type { session as english } from '../en/session';

export const session: TranslatedArea<typeof english> = {};
