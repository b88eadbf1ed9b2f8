/**
 * What a page tells a worker that is installed and waits: to serve all tabs from now on. A type, because a value would be a
 * module that worker and app share, and the worker is one script without imports.
 */
export type TakeOver = 'take-over';
