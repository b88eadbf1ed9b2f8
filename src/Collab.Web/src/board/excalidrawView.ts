import { zoomToFitBounds } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';
import type { BoardPresenceLink } from './boardPresence';
import type { FollowingView } from './following';

/** Excalidraw as what follows another's view. It calls a client of awareness a socket. */
export function excalidrawFollowingView(api: ExcalidrawImperativeAPI, presence: BoardPresenceLink): FollowingView {
  return {
    show: ([left, top, right, bottom]) => {
      const { appState } = zoomToFitBounds({
        bounds: [left, top, right, bottom], appState: api.getAppState(), fitToViewport: true, viewportZoomFactor: 1,
      });
      // Only this: what else it returns would end the following.
      api.updateScene({ appState: { scrollX: appState.scrollX, scrollY: appState.scrollY, zoom: appState.zoom } });
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
