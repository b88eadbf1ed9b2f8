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
  partNotLoaded: 'This part of the app could not be loaded. Try again when the server can be reached.',
} as const;
