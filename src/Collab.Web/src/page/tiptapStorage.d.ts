import type { CommentMarksStorage } from './comments/commentMarks';
import type { ImageStorage } from './images/imageBlock';
import type { TriggerKeys } from './menus/triggers';

declare module '@tiptap/core' {
  interface Storage {
    commentMarks: CommentMarksStorage;
    image: ImageStorage;
    triggers: { onKey: TriggerKeys | null };
  }
}
