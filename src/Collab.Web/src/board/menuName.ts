import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { translate } from '../i18n';

/** Names the button of Excalidraw's menu, which has only an icon. It makes another one where there is less room. */
export function nameMenuButton(api: ExcalidrawImperativeAPI): () => void {
  let button: Element | null = null;
  const name = () => {
    const label = translate('board.menu');
    if (!button?.isConnected || button.getAttribute('aria-label') !== label) {
      button = document.querySelector('.board-editor .main-menu-trigger');
      button?.setAttribute('aria-label', label);
    }
  };
  name();
  return api.onChange(name);
}
