import type { TranslatedArea } from '../message';
import type { comments as english } from '../en/comments';

export const comments: TranslatedArea<typeof english> = {
  title: 'Kommentare',
  openCount: { one: '{count} offener Kommentar', other: '{count} offene Kommentare' },
  open: 'Offen',
  resolved: 'Erledigt',
  none: 'Noch keine Kommentare',
  noneHint: 'Etwas auswählen und „Kommentieren“ drücken.',
  noneResolved: 'Noch nichts ist erledigt.',
  begin: 'Hierzu kommentieren',
  write: 'Kommentar schreiben',
  reply: 'Antworten',
  send: 'Senden',
  edit: 'Bearbeiten',
  edited: 'bearbeitet',
  resolve: 'Erledigen',
  reopen: 'Wieder öffnen',
  jump: 'Im Dokument zeigen',
  thread: 'Kommentar von {name}',
  gone: 'Worum es hier ging, ist nicht mehr da',
  actions: 'Was mit dem Kommentar geschehen soll',
  deleted: 'Kommentar gelöscht',
};
