// The session ends by itself: two minutes before, the page says so and offers more time.
import { note, setting, words } from './words.js';

const minutes = Number(setting('idle')), where = setting('awake');
let end = 0, box = null;
const again = () => { end = Date.now() + minutes * 60000; box?.remove(); box = null; };

function warn() {
  box = note('warn', words('ending'));
  const more = document.createElement('button');
  more.type = 'button';
  more.className = 'btn btn-sm ms-auto';
  more.textContent = words('extend');
  more.addEventListener('click', async () => { if ((await fetch(where, { method: 'POST', headers: tokens() })).ok) again(); });
  box.append(more);
  document.getElementById('main')?.prepend(box);
}
const tokens = () => JSON.parse(document.body.getAttribute('hx-headers') || '{}');

if (minutes) {
  again();
  document.addEventListener('htmx:afterRequest', (event) => { if (event.detail.successful) again(); });
  setInterval(() => {
    if (!box && Date.now() > end - 120000 && Date.now() < end) warn();
    if (box && Date.now() > end) { box.textContent = words('ended_session'); }
  }, 15000);
}

// Signed in again from the dialog: old forms get the new token, what was typed stays.
document.addEventListener('signedIn', (event) => {
  document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRFToken': event.detail.token }));
  for (const field of document.querySelectorAll('[name=csrfmiddlewaretoken]')) field.value = event.detail.token;
  document.getElementById('dialog')?.replaceChildren();
  again();
});

const offline = note('warn', '');
addEventListener('offline', () => { offline.textContent = words('offline'); document.getElementById('main')?.prepend(offline); });
addEventListener('online', () => offline.remove());
