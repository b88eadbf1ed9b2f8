/** Where a line of the source is in what is shown: pixels from the top of what scrolls. */
export type Anchor = { readonly line: number; readonly top: number };

/** The height at which a line is, between the anchors around it; lines may have fractions. Anchors are in order. */
export function topOfLine(anchors: readonly Anchor[], line: number): number {
  return interpolate(anchors, line, ({ line: from }) => from, ({ top }) => top);
}

/** The line that is at a height. */
export function lineAtTop(anchors: readonly Anchor[], top: number): number {
  return interpolate(anchors, top, ({ top: from }) => from, ({ line }) => line);
}

function interpolate(
  anchors: readonly Anchor[], at: number, from: (anchor: Anchor) => number, to: (anchor: Anchor) => number,
): number {
  const next = anchors.findIndex((anchor) => from(anchor) > at);
  const before = anchors[next === -1 ? anchors.length - 1 : next - 1];
  const after = next === -1 ? undefined : anchors[next];
  if (!before) {
    return after ? to(after) : 0;
  }
  if (!after || from(after) === from(before)) {
    return to(before);
  }
  return to(before) + ((at - from(before)) / (from(after) - from(before))) * (to(after) - to(before));
}
