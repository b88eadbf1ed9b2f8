import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState, type DragEvent, type RefObject } from 'react';
import { useT } from '../../i18n';
import { Menu } from '../../ui/Menu';
import { blockAt, selectBlock, type Block } from '../blocks/blockCommands';
import { BlockMenuItems } from './BlockMenuItems';
import { GripIcon } from './icons';

type Properties = {
  readonly editor: Editor;
  /** What scrolls, and follows the pointer; the handle is placed in it. */
  readonly area: RefObject<HTMLElement | null>;
};

/** The grip beside the block under the pointer: dragged to move the block, clicked for what else can be done. */
export function BlockHandle({ editor, area }: Properties) {
  const t = useT();
  const [top, setTop] = useState<number | null>(null);
  const position = useRef<number | null>(null);
  const isOpen = useRef(false);
  const block = (): Block | null => (position.current === null ? null : blockAt(editor.state.doc, position.current + 1));

  useEffect(() => {
    const container = area.current;
    if (!container) {
      return undefined;
    }
    let frame = 0;
    const hide = () => {
      if (!isOpen.current) {
        position.current = null;
        setTop(null);
      }
    };
    const follow = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || isOpen.current || event.buttons !== 0) {
        return;
      }
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const found = blockUnder(editor, event.clientY);
        if (found) {
          position.current = found.from;
          setTop(topOf(editor, found, container));
        }
      });
    };
    const map = ({ transaction }: { transaction: { docChanged: boolean; mapping: { map: (at: number) => number } } }) => {
      if (transaction.docChanged && position.current !== null) {
        position.current = transaction.mapping.map(position.current);
        hide();
      }
    };
    container.addEventListener('pointermove', follow);
    container.addEventListener('pointerleave', hide);
    editor.on('transaction', map);
    return () => {
      cancelAnimationFrame(frame);
      container.removeEventListener('pointermove', follow);
      container.removeEventListener('pointerleave', hide);
      editor.off('transaction', map);
    };
  }, [editor, area]);

  const drag = (event: DragEvent) => {
    const { view } = editor;
    const at = block();
    const selection = at && selectBlock(view.state, at);
    const dom = at && view.nodeDOM(at.from);
    if (!selection || !(dom instanceof HTMLElement)) {
      event.preventDefault();
      return;
    }
    view.dispatch(view.state.tr.setSelection(selection));
    const slice = selection.content();
    const { dom: html, text } = view.serializeForClipboard(slice);
    event.dataTransfer.clearData();
    event.dataTransfer.setData('text/html', html.innerHTML);
    event.dataTransfer.setData('text/plain', text);
    event.dataTransfer.effectAllowed = 'copyMove';
    event.dataTransfer.setDragImage(dom, 0, 0);
    // As ProseMirror does when dragging begins in the text; the node makes it move just that.
    view.dragging = { slice, move: true, node: selection } as unknown as NonNullable<typeof view.dragging>;
  };

  return (
    <div className="block-handle" style={{ top: top ?? 0 }} hidden={top === null}>
      <Menu
        label={t('page.blockActions')} placement="left-start" testId="block-menu"
        trigger={(properties) => {
          isOpen.current = properties['aria-expanded'] === true;
          return (
            <button
              type="button" className="grip" data-testid="block-handle" aria-label={t('page.blockMenu')} title={t('page.blockMenu')} draggable
              onDragStart={drag} onDragEnd={() => { editor.view.dragging = null; }} {...properties}
            >
              <GripIcon />
            </button>
          );
        }}
      >
        <BlockMenuItems editor={editor} block={block} />
      </Menu>
    </div>
  );
}

/** The block at a height of the screen, wherever the pointer is beside it. */
function blockUnder(editor: Editor, y: number): Block | null {
  const { view } = editor;
  const box = view.dom.getBoundingClientRect();
  const x = getComputedStyle(view.dom).direction === 'rtl' ? box.right - 40 : box.left + 40;
  const at = view.posAtCoords({ left: x, top: Math.max(box.top + 2, Math.min(y, box.bottom - 2)) });
  return at ? blockAt(view.state.doc, at.inside >= 0 ? Math.max(at.inside, at.pos > at.inside ? at.pos : 0) : at.pos) : null;
}

/** Where the handle goes: at the block's first line. */
function topOf(editor: Editor, block: Block, container: HTMLElement): number | null {
  const dom = editor.view.nodeDOM(block.from);
  if (!(dom instanceof HTMLElement)) {
    return null;
  }
  const line = dom.querySelector('p, h1, h2, h3, pre') ?? dom;
  const height = Math.min(parseFloat(getComputedStyle(line).lineHeight) || 26, 60);
  const box = (dom.contains(line) ? line : dom).getBoundingClientRect();
  return box.top + (Math.min(height, box.height || height) - 28) / 2 - container.getBoundingClientRect().top + container.scrollTop;
}
