const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The places in the drawing order: fractional indexing's whole keys, "a0" to "az", then "b00" and on. Up to 3,905. */
export function orderKey(at: number): string {
  if (at < digits.length) {
    return `a${digits[at]}`;
  }
  const rest = at - digits.length;
  return `b${digits[Math.floor(rest / digits.length)]}${digits[rest % digits.length]}`;
}
