import { getVisibleSceneBounds } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';
import type { Awareness } from 'y-protocols/awareness';
import { maxSelection, toCollaborators, type BoardPointer, type BoardPresence, type Viewport } from './presence';

/** How often the pointer is told to others, in milliseconds. */
const tellInterval = 50;

/** The clients whose state came, changed or went. */
type AwarenessChange = Readonly<Record<'added' | 'updated' | 'removed', readonly number[]>>;

/** Shows the others' pointers and selections, and tells them ours. */
export class BoardPresenceLink {
  private mine: BoardPresence = { pointer: null, button: 'up', selection: [], viewport: null, following: null };
  private selected: Readonly<Record<string, true>> = {};
  private size = { width: 0, height: 0 };
  private frame: number | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly stopListening: readonly (() => void)[];

  constructor(private readonly api: ExcalidrawImperativeAPI, private readonly awareness: Awareness) {
    awareness.on('change', this.showOthers);
    this.stopListening = [
      api.onChange((_elements, state) => {
        this.select(state.selectedElementIds);
        if (state.width !== this.size.width || state.height !== this.size.height) {
          this.look();
        }
      }),
      api.onScrollChange(this.look),
    ];
    this.look();
    this.show();
  }

  point(pointer: BoardPointer, button: 'up' | 'down'): void {
    const rounded = { x: Math.round(pointer.x), y: Math.round(pointer.y), tool: pointer.tool };
    this.tell({ ...this.mine, pointer: rounded, button });
  }

  /** The pointer left the board. */
  leave(): void {
    this.tell({ ...this.mine, pointer: null });
  }

  destroy(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    if (this.frame !== null) {
      cancelAnimationFrame(this.frame);
    }
    this.stopListening.forEach((stop) => stop());
    this.awareness.off('change', this.showOthers);
    this.awareness.setLocalStateField('board', null);
  }

  /** Tells whose view this person follows. */
  follow(clientId: number | null): void {
    this.tell({ ...this.mine, following: clientId });
  }

  private select(selected: Readonly<Record<string, true>>): void {
    // Excalidraw makes a new object of it when it changes.
    if (selected === this.selected) {
      return;
    }
    this.selected = selected;
    const ids = Object.keys(selected).slice(0, maxSelection);
    if (ids.length !== this.mine.selection.length || ids.some((id, at) => id !== this.mine.selection[at])) {
      this.tell({ ...this.mine, selection: ids });
    }
  }

  private readonly look = (): void => {
    const state = this.api.getAppState();
    this.size = { width: state.width, height: state.height };
    const viewport = getVisibleSceneBounds(state).map(rounded) as readonly number[] as Viewport;
    this.tell({ ...this.mine, viewport });
  };

  private tell(next: BoardPresence): void {
    this.mine = next;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.awareness.setLocalStateField('board', this.mine);
    }, tellInterval);
  }

  private readonly showOthers = ({ added, updated, removed }: AwarenessChange): void => {
    // Excalidraw renders anew for each scene it is given: not for our own pointer, and once a frame however many move.
    if ([added, updated, removed].some((clients) => clients.some((client) => client !== this.awareness.clientID))) {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = null;
        this.show();
      });
    }
  };

  private readonly show = (): void => {
    const collaborators = toCollaborators(this.awareness.getStates(), this.awareness.clientID);
    this.api.updateScene({ collaborators: collaborators as Map<SocketId, never> });
  };
}

/** To hundredths: so little is not seen at any zoom. */
const rounded = (value: number): number => Math.round(value * 100) / 100;
