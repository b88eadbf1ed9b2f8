import { useEffect, useRef, useState } from 'react';
import { itemType } from './itemDrag';

/** Takes files that are dropped anywhere on the page. Whether some are being dragged over it. */
export function useFileDrop(onDrop: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const newest = useRef(onDrop);
  newest.current = onDrop;

  useEffect(() => {
    // Elements are entered and left one by one; only leaving the last is leaving the page.
    let depth = 0;
    const hasFiles = ({ dataTransfer }: DragEvent) =>
      dataTransfer !== null && dataTransfer.types.includes('Files') && !dataTransfer.types.includes(itemType);
    const enter = (event: DragEvent) => {
      if (hasFiles(event)) {
        event.preventDefault();
        depth++;
        setOver(true);
      }
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) {
        event.preventDefault();
      }
    };
    const leave = (event: DragEvent) => {
      if (hasFiles(event)) {
        depth = Math.max(0, depth - 1);
        setOver(depth > 0);
      }
    };
    const drop = (event: DragEvent) => {
      if (hasFiles(event)) {
        // Else the browser would go to the file.
        event.preventDefault();
        depth = 0;
        setOver(false);
        newest.current([...(event.dataTransfer?.files ?? [])]);
      }
    };
    addEventListener('dragenter', enter);
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);

  return isOver;
}
