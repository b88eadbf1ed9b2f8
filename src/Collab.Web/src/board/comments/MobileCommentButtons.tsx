import { useDevice } from '@excalidraw/excalidraw';
import { CommentButtons } from './CommentButtons';
import type { BoardComments } from './useBoardComments';

/** The buttons for comments where there is no room beside the tools. Has to be inside of Excalidraw, which knows its own width. */
export function MobileCommentButtons({ comments }: { readonly comments: BoardComments }) {
  return useDevice().editor.isMobile
    ? <div className="comment-buttons-mobile"><CommentButtons comments={comments} /></div>
    : null;
}
