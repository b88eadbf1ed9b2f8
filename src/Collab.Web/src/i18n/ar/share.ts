import type { TranslatedArea } from '../message';
import type { share as english } from '../en/share';

export const share: TranslatedArea<typeof english> = {};
