/**
 * Keeps a textarea and a Y.Text the same. What somebody types is one replaced stretch, whatever it was; what others type
 * leaves the selection where it is in the text.
 */
export function bind(text, area) {
  const here = {};
  area.value = text.toString();

  area.addEventListener('input', () => {
    const [start, end, inserted] = difference(text.toString(), area.value);
    text.doc.transact(() => {
      text.delete(start, end - start);
      text.insert(start, inserted);
    }, here);
  });

  text.observe(({ delta }, { origin }) => {
    if (origin === here) {
      return;
    }
    const selection = [area.selectionStart, area.selectionEnd].map((at) => moved(at, delta));
    const isFocused = document.activeElement === area;
    area.value = text.toString();
    if (isFocused) {
      area.setSelectionRange(...selection);
    }
  });
}

/** Which stretch of the old text became which new one: what both have in common at the start and the end is left alone. */
function difference(before, after) {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  start -= isSplit(before, start);
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) {
    same++;
  }
  same -= isSplit(before, before.length - same);
  return [start, before.length - same, after.slice(start, after.length - same)];
}

/** 1 if a place is within a character of two units, which must stay together; 0 if not. */
function isSplit(text, place) {
  const unit = text.charCodeAt(place);
  return place > 0 && unit >= 0xdc00 && unit < 0xe000 ? 1 : 0;
}

/** Where a place in the text is after a change. */
function moved(place, delta) {
  let at = 0;
  for (const { retain, insert, delete: deleted } of delta) {
    if (at > place) {
      break;
    }
    if (retain !== undefined) {
      at += retain;
    } else if (insert !== undefined) {
      place += at < place ? insert.length : 0;
      at += insert.length;
    } else {
      place -= Math.min(deleted, Math.max(0, place - at));
    }
  }
  return place;
}
