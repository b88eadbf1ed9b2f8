import { Component, type ReactNode } from 'react';
import { Link } from '../app/navigation';
import { translate } from '../i18n';

/** Shows what went wrong in an editor instead of an empty page. What was edited is in the document already. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly problem: string | null }> {
  override state: { readonly problem: string | null } = { problem: null };

  static getDerivedStateFromError(error: unknown) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.problem === null) {
      return this.props.children;
    }
    return (
      <div className="notice-page" role="alert">
        <h1>{translate('shell.stopped')}</h1>
        <p>{translate('shell.stoppedLong', { problem: this.state.problem })}</p>
        <div className="notice-actions">
          <button type="button" className="button primary" onClick={() => location.reload()}>{translate('shell.loadAgain')}</button>
          <Link className="button" href="/">{translate('shell.home')}</Link>
        </div>
      </div>
    );
  }
}
