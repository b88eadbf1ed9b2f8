import { useEffect, useRef, useState } from 'react';
import { LogoIcon } from '../app/icons';
import { navigate } from '../app/navigation';
import { useT } from '../i18n';
import { Field } from '../ui/Field';
import { nextAfterSignIn, signIn, type SignInOutcome } from './signIn';
import './signIn.css';

const problems = { wrong: 'share.signInWrong', busy: 'share.signInBusy', unreachable: 'share.problemUnreachable' } as const;

/** Where owners say the server's secret. */
export function SignInPage() {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [secret, setSecret] = useState('');
  const [outcome, setOutcome] = useState<SignInOutcome | 'busy-now' | null>(null);
  useEffect(() => {
    document.title = `${t('share.signIn')} – Collab`;
  }, [t]);

  const submit = async () => {
    setOutcome('busy-now');
    const answer = await signIn(secret);
    if (answer === 'done') {
      navigate(nextAfterSignIn(location.search, location.origin), { replace: true });
      return;
    }
    setOutcome(answer);
    field.current?.select();
  };

  const problem = outcome === null || outcome === 'busy-now' || outcome === 'done' ? null : t(problems[outcome]);
  return (
    <main className="sign-in" data-testid="sign-in">
      <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <LogoIcon />
        <h1>{t('share.signInTitle')}</h1>
        <p>{t('share.signInLong')}</p>
        <Field
          ref={field} label={t('share.secret')} type="password" autoComplete="current-password" required autoFocus value={secret}
          problem={problem} data-testid="secret" onChange={(event) => setSecret(event.target.value)}
        />
        <button type="submit" className="button primary" data-testid="sign-in-go" disabled={outcome === 'busy-now'}>{t('share.signIn')}</button>
      </form>
    </main>
  );
}
