import { useEffect, useRef, useState, type ComponentType } from 'react';
import { translate } from '../i18n';
import { showToast } from './notices';

/** Gives a component, from a part of the app that is fetched when it is first shown. */
export type LoadComponent<P> = () => Promise<ComponentType<P>>;

/** What can be closed is, when it cannot be loaded. */
type Closable = { readonly onClose?: () => void };

/**
 * An addition to a page that is loaded when it is first shown; until then something waits in its place, or nothing. Where it
 * cannot be loaded, because the server is away or has another version by now, the person is told, and what is there stays;
 * shown again, it is tried again.
 *
 * Unlike React's `lazy` it is on screen as soon as it is there: Suspense keeps what follows a fallback back for 300 ms, each time.
 */
export const loadable = <P extends object>(load: LoadComponent<P>, Waiting?: ComponentType): ComponentType<P> => make(load, Waiting, false);

/** The same for what fills a page: there is no page without it, so it is thrown for the error boundary around when it cannot be loaded. */
export const loadablePage = <P extends object>(load: LoadComponent<P>, Waiting: ComponentType): ComponentType<P> => make(load, Waiting, true);

function make<P extends object>(load: LoadComponent<P>, Waiting: ComponentType | undefined, throws: boolean): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;

  return function Loadable(properties: P) {
    const [Shown, setShown] = useState(() => loaded);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    const latest = useRef<Closable>(properties);
    latest.current = properties;
    useEffect(() => {
      if (Shown) {
        return;
      }
      let isGone = false;
      load().then(
        (component) => {
          loaded = component;
          if (!isGone) {
            setShown(() => component);
          }
        },
        (error: unknown) => {
          if (isGone) {
            return;
          }
          if (throws) {
            setFailure({ error });
          } else {
            showToast(translate('common.partNotLoaded'));
            latest.current.onClose?.();
          }
        },
      );
      return () => {
        isGone = true;
      };
    }, [Shown]);
    if (failure) {
      throw failure.error;
    }
    return Shown ? <Shown {...properties} /> : Waiting && <Waiting />;
  };
}
