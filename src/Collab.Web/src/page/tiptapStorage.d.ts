import type { TriggerKeys } from './menus/triggers';

declare module '@tiptap/core' {
  interface Storage {
    triggers: { onKey: TriggerKeys | null };
  }
}
