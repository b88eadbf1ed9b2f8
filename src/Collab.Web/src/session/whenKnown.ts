import type { WebsocketProvider } from 'y-websocket';
import { troubleOf } from './status';

/** How long an editor waits for a server that cannot be reached, in milliseconds. */
export const patience = 4_000;

/**
 * Waits until a document that this device has never seen may be shown: the server has sent it, or cannot be reached, so that
 * one may begin. A server that has the document and cannot read it, or closes for good, makes no empty one of it.
 */
export function whenKnown(provider: WebsocketProvider): Promise<void> {
  const { doc } = provider;
  return new Promise((resolve) => {
    let isRefused = false;
    const timer = setTimeout(() => {
      // While it is connected the server is at work on it: the end of that is told by `sync` or `connection-close`.
      if (!provider.wsconnected && !isRefused) {
        finish();
      }
    }, patience);
    const onSync = (synced: boolean) => {
      if (synced) {
        finish();
      }
    };
    const onClose = (event: CloseEvent | null) => {
      isRefused ||= troubleOf(event?.code) !== null || (event !== null && !provider.shouldReconnect(event, provider));
      if (!isRefused) {
        finish();
      }
    };
    const finish = () => {
      clearTimeout(timer);
      provider.off('sync', onSync);
      provider.off('connection-close', onClose);
      doc.off('destroy', finish);
      resolve();
    };
    provider.on('sync', onSync);
    provider.on('connection-close', onClose);
    doc.on('destroy', finish);
  });
}
