import type { TranslatedArea } from '../message';
import type { comments as english } from '../en/comments';

export const comments: TranslatedArea<typeof english> = {};
