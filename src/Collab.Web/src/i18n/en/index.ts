import { board } from './board';
import { comments } from './comments';
import { common } from './common';
import { home } from './home';
import { page } from './page';
import { session } from './session';
import { share } from './share';
import { shell } from './shell';
import { text } from './text';

/** The app's messages, and what every other language has to have. */
export const en = { board, comments, common, home, page, session, share, shell, text } as const;
