import { navigate } from '../app/navigation';
import { StoredSetting } from '../app/storedSetting';

/** What became of a try. */
export type SignInOutcome = 'done' | 'wrong' | 'busy' | 'unreachable';

/** Whether somebody signed in at this browser: the cookie that shows it is hidden from pages. */
export const signedIn = new StoredSetting<'yes' | 'no'>(
  'collab.signed-in', (value): value is 'yes' | 'no' => value === 'yes' || value === 'no', 'no',
);

export async function signIn(secret: string): Promise<SignInOutcome> {
  try {
    const response = await fetch('/api/sign-in', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ secret }),
    });
    if (response.ok) {
      signedIn.set('yes');
      return 'done';
    }
    return response.status === 429 ? 'busy' : response.status < 500 ? 'wrong' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Forgets who signed in here. False if the server could not be asked. */
export async function signOut(): Promise<boolean> {
  try {
    const { ok } = await fetch('/api/sign-out', { method: 'POST' });
    if (ok) {
      signedIn.set('no');
    }
    return ok;
  } catch {
    return false;
  }
}

/** The address of the page to sign in at; from there it goes on to `next`, a path of this app. */
export const signInPath = (next: string): string => (next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);

/** Where to go on to after signing in. Only to this app: anybody may make an address. */
export function nextAfterSignIn(search: string, origin: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  if (!next.startsWith('/') || !URL.canParse(next, origin)) {
    return '/';
  }
  const url = new URL(next, origin);
  return url.origin === origin && url.pathname !== '/sign-in' ? url.pathname + url.search : '/';
}

/** The server wants to know who asks: leads to the page to sign in at, once. */
export function askToSignIn(): void {
  if (location.pathname !== '/sign-in') {
    navigate(signInPath(location.pathname), { replace: true });
  }
}
