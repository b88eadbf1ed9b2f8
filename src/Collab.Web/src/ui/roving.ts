/**
 * Where the focus goes in a list for a key: arrows go round, Home and End to the ends.
 * @param now the item that has the focus; -1 for none
 * @returns null for a key that moves nothing
 */
export function nextIndex(key: string, now: number, count: number): number | null {
  if (count === 0) {
    return null;
  }
  switch (key) {
    case 'ArrowDown':
      return (now + 1) % count;
    case 'ArrowUp':
      return now <= 0 ? count - 1 : now - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
