/** Words that every part of the app uses. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  remove: 'Delete',
  undo: 'Undo',
  retry: 'Try again',
  back: 'Back',
  more: 'More',
  moreActions: 'More actions',
  notifications: 'Notifications',
} as const;
