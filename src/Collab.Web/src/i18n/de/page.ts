import type { TranslatedArea } from '../message';
import type { page as english } from '../en/page';

export const page: TranslatedArea<typeof english> = {};
