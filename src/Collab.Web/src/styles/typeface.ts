import '@fontsource-variable/inter/index.css';

/** The name that the styles have for it. With nothing but styles the build would not count this module among the app's. */
export const typeface = 'Inter Variable';
