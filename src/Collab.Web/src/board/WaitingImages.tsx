import { useSyncExternalStore } from 'react';
import type { FileUploads } from '../files/fileUploads';
import { useT } from '../i18n';

/** Says that images of this board are nowhere but here yet. */
export function WaitingImages({ uploads }: { readonly uploads: FileUploads }) {
  const t = useT();
  const { length } = useSyncExternalStore(uploads.subscribe, uploads.waiting);
  return length === 0 ? null : (
    <p className="board-bar quiet waiting" role="status" data-testid="images-wait">{t('board.imagesWait', { count: length })}</p>
  );
}
