import './styles/base.css';
import './ui/ui.css';
import './board/assetPath';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { beginOpening } from './app/atRest';
import { startTheme } from './app/theme';
import { startTypeface } from './app/typeface';
import { startUpdates } from './app/updates';
import { startLanguage } from './i18n';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no #root');
}
const shown = beginOpening();
startTheme();
startTypeface();
startUpdates();
void startLanguage().then(() => createRoot(root).render(<StrictMode><App onShown={shown} /></StrictMode>));
