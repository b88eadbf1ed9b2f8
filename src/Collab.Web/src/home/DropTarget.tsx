import { useState, useSyncExternalStore, type DragEvent, type ReactNode } from 'react';
import { useHome } from './HomeContext';
import { canDrop } from './itemDrag';

type Properties = {
  /** Where what is dropped here goes; '' for no folder. */
  readonly folder: string;
  readonly children: ReactNode;
  readonly testId?: string;
};

/** An entry of a list on which items can be dropped. Without a pointer, the menu of an item moves it. */
export function DropTarget({ folder, children, testId }: Properties) {
  const { actions, drag } = useHome();
  const dragged = useSyncExternalStore(drag.subscribe, drag.get);
  const [isOver, setOver] = useState(false);
  const isTarget = canDrop(dragged, folder);

  const over = (event: DragEvent) => {
    if (isTarget) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      setOver(true);
    }
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) {
      setOver(false);
    }
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (isTarget) {
      // Else the browser would go to the item's address.
      event.preventDefault();
      drag.end();
      void actions.move(dragged, folder);
    }
  };

  return (
    <li
      className={isTarget ? `drop-target ${isOver ? 'over' : ''}` : undefined} data-testid={testId}
      onDragOver={over} onDragLeave={leave} onDrop={drop}
    >
      {children}
    </li>
  );
}
