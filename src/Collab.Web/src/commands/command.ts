/** Where a command is shown together with others. */
export type CommandGroup = 'create' | 'go' | 'edit' | 'view' | 'export' | 'document' | 'app';

/** Something a person can do here, from the palette, a menu or by a key. */
export type Command = {
  /** Unique among those that are there at one time, like "board.export-png". */
  readonly id: string;
  readonly group: CommandGroup;
  /** What it does, in the language shown. */
  readonly title: string;
  /** As parseShortcut reads it, like "Mod+Shift+K" or "?". */
  readonly shortcut?: string;
  /** Other words by which it is found. */
  readonly keywords?: string;
  readonly isEnabled?: () => boolean;
  readonly run: () => void;
};
