import type { CommentMarksStorage } from './comments/commentMarks';
import type { TriggerKeys } from './menus/triggers';

declare module '@tiptap/core' {
  interface Storage {
    commentMarks: CommentMarksStorage;
    triggers: { onKey: TriggerKeys | null };
  }
}
