import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { bind } from './textBinding.js';

const me = await (await fetch('/me')).json();
const area = document.querySelector('textarea');
const status = document.querySelector('#status');
const people = document.querySelector('#people');

const doc = new Y.Doc();
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
const provider = new WebsocketProvider(`${scheme}://${location.host}/sync`, 'team/notes', doc);
bind(doc.getText('content'), area);

// The server lets nobody write who may not; the page only saves them the trouble.
area.readOnly = !me.mayWrite;
provider.once('sync', () => {
  area.disabled = false;
});
provider.on('status', (event) => {
  status.textContent = event.status;
});
provider.on('closed', ({ code, reason }) => {
  status.textContent = `closed: ${reason || code}`;
});

const { awareness } = provider;
awareness.setLocalStateField('user', { name: me.name });
awareness.on('change', () => {
  const names = [...awareness.getStates().values()].map(({ user }) => user?.name).filter(Boolean);
  people.textContent = [...new Set(names)].sort().join(', ');
});
