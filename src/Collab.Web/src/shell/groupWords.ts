import type { CommandGroup } from '../commands/command';

/** What groups of commands are called. */
export const groupWords = {
  create: 'shell.groupCreate', go: 'shell.groupGo', edit: 'shell.groupEdit', view: 'shell.groupView', export: 'shell.groupExport',
  document: 'shell.groupDocument', app: 'shell.groupApp',
} as const satisfies Record<CommandGroup, string>;
