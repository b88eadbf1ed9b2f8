import { useEffect, useState, type ComponentType } from 'react';

/** Gives a component, from a part of the app that is fetched when it is first shown. */
export type LoadComponent<P> = () => Promise<ComponentType<P>>;

/**
 * A component that is loaded when it is first shown; until then there is the fallback, or nothing. What cannot be loaded is
 * thrown, for the error boundary around it, and tried again when it is shown again.
 *
 * Unlike React's `lazy` it is on screen as soon as it is there: Suspense keeps what follows a fallback back for 300 ms, each time.
 */
export function loadable<P extends object>(load: LoadComponent<P>, Fallback?: ComponentType): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;

  return function Loadable(properties: P) {
    const [Shown, setShown] = useState(() => loaded);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
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
          if (!isGone) {
            setFailure({ error });
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
    return Shown ? <Shown {...properties} /> : Fallback && <Fallback />;
  };
}
