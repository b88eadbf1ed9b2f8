import { useSyncExternalStore } from 'react';
import { navigate } from '../app/navigation';
import { useCommands } from '../commands/useCommands';
import { translate, useT } from '../i18n';
import { showToast } from '../ui/notices';
import { signedIn, signOut } from './signIn';

/** The command to sign out, for those who signed in. */
export function useSignOutCommand(): void {
  const t = useT();
  const isIn = useSyncExternalStore(signedIn.subscribe, signedIn.get) === 'yes';
  useCommands(() => isIn
    ? [{ id: 'app.sign-out', group: 'app', title: t('share.signOut'), keywords: 'log out', run: () => void leave() }]
    : [], [t, isIn]);
}

async function leave(): Promise<void> {
  if (await signOut()) {
    navigate('/sign-in');
    showToast(translate('share.signedOut'));
  } else {
    showToast(translate('share.problemUnreachable'));
  }
}
