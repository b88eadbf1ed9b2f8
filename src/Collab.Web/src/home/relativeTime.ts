const steps: readonly (readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [86_400, 'day'], [3_600, 'hour'], [60, 'minute'],
];

/** "3 minutes ago", or the date when it is a week or more. `now` and `then` may be off by the clocks of two machines. */
export function relativeTime(then: Date, now: Date, locale?: string): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (seconds >= 7 * 86_400) {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(then);
  }
  const step = steps.find(([size]) => seconds >= size);
  return step
    ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(seconds / step[0]), step[1])
    : 'just now';
}
