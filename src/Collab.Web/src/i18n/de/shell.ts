import type { TranslatedArea } from '../message';
import type { shell as english } from '../en/shell';

export const shell: TranslatedArea<typeof english> = {};
