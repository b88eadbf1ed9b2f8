import type { ExcalidrawImperativeAPI, NormalizedZoomValue, SocketId } from '@excalidraw/excalidraw/types';
import type { BoardPresenceLink } from './boardPresence';
import { fitView } from './fitView';
import type { FollowingView } from './following';

/** Excalidraw as what follows another's view. It calls a client of awareness a socket. */
export function excalidrawFollowingView(api: ExcalidrawImperativeAPI, presence: BoardPresenceLink): FollowingView {
  return {
    show: (viewport) => {
      const { scrollX, scrollY, zoom } = fitView(viewport, api.getAppState());
      api.updateScene({ appState: { scrollX, scrollY, zoom: { value: zoom as NormalizedZoomValue } } });
    },
    mark: (clientId, username) => {
      const userToFollow = clientId === null ? null : { socketId: String(clientId) as SocketId, username };
      api.updateScene({ appState: { userToFollow } });
    },
    onUnfollow: (ended) => api.onUserFollow(({ action }) => {
      // It is told after the next rendering; somebody else may be followed by then.
      if (action === 'UNFOLLOW' && api.getAppState().userToFollow === null) {
        ended();
      }
    }),
    tell: (clientId) => presence.follow(clientId),
  };
}
