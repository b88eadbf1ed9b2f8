import type { WebsocketProvider } from 'y-websocket';

/**
 * Waits until a document that this device has never seen may be shown: the server has sent it. A server that cannot be
 * reached, cannot read the document, or closes for good, makes no empty one of it.
 */
export function whenKnown(provider: WebsocketProvider): Promise<void> {
  const { doc } = provider;
  return new Promise((resolve) => {
    const onSync = (synced: boolean) => {
      if (synced) {
        finish();
      }
    };
    const finish = () => {
      provider.off('sync', onSync);
      doc.off('destroy', finish);
      resolve();
    };
    provider.on('sync', onSync);
    doc.on('destroy', finish);
  });
}
