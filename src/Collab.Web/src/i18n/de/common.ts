import type { TranslatedArea } from '../message';
import type { common as english } from '../en/common';

export const common: TranslatedArea<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  remove: 'Löschen',
  undo: 'Rückgängig',
  retry: 'Erneut versuchen',
  back: 'Zurück',
  more: 'Mehr',
  moreActions: 'Weitere Aktionen',
  notifications: 'Mitteilungen',
  partNotLoaded: 'Dieser Teil der App konnte nicht geladen werden. Versuch es wieder, wenn der Server erreichbar ist.',
};
