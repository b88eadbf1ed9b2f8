const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The places in the drawing order, by fractional indexing's whole keys: "a0" to "az", then "b00" to "bzz", "c000" and on. */
export function orderKey(at: number): string {
  let rest = at;
  for (let length = 1; ; length++) {
    const count = digits.length ** length;
    if (rest < count) {
      const head = String.fromCharCode('a'.charCodeAt(0) + length - 1);
      return head + Array.from({ length }, (_, place) => digits[Math.floor(rest / digits.length ** (length - 1 - place)) % digits.length]).join('');
    }
    rest -= count;
  }
}
