/**
 * Keeps a browser from going to a file that is dropped where nothing takes it: the person would be out of the document.
 * @param refuse called when an editor let a file come, and did nothing with it
 * @returns How to stop.
 */
export function guardFileDrops(page: EventTarget, refuse: () => void): () => void {
  const over = (event: Event) => {
    const data = filesOf(event);
    if (data) {
      event.preventDefault();
      data.dropEffect = 'none';
    }
  };
  const drop = (event: Event) => {
    if (filesOf(event)) {
      event.preventDefault();
      refuse();
    }
  };
  page.addEventListener('dragover', over);
  page.addEventListener('drop', drop);
  return () => {
    page.removeEventListener('dragover', over);
    page.removeEventListener('drop', drop);
  };
}

/** What is dragged, if it has files and nobody has taken them. */
function filesOf(event: Event): DataTransfer | null {
  const { dataTransfer } = event as DragEvent;
  return !event.defaultPrevented && dataTransfer?.types.includes('Files') ? dataTransfer : null;
}
