// The focus is never lost: after a swap it stands where the work goes on, and what was done is read out.
import { tell } from './words.js';

const row = '.duty, .draft, tr[id], [data-row]';
let before = null;

document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.detail.target.matches('.more')) return;
  const source = document.activeElement, mine = source?.closest?.(row);
  let next = mine?.nextElementSibling;
  while (next && !next.matches(row) && !next.matches('.dayhead, .grp')) next = next.nextElementSibling;
  const group = mine?.parentElement?.closest('[id]');
  before = {
    id: source?.id, status: event.detail.xhr.status, next, group,
    acted: Boolean(mine && event.detail.target.contains(mine) && event.detail.target === mine),
    target: event.detail.target.id,
  };
});

function goTo(element) {
  if (!element) return false;
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  element.focus();
  return document.activeElement === element;
}

document.addEventListener('htmx:afterSettle', () => {
  if (!before) return;
  const { id, status, next, group, acted, target } = before;
  before = null;
  const swapped = target && document.getElementById(target);
  const done = swapped?.querySelector('[data-say]');
  if (done) tell(done.textContent);
  const asked = swapped?.querySelector('[data-focus], [autofocus]');
  if (status >= 400 && goTo((swapped ?? document).querySelector('[role=alert], [aria-invalid=true]'))) return;
  if (asked && goTo(asked)) return;
  if (acted && goTo(next?.isConnected ? next : group)) return;
  if (document.activeElement !== document.body) return;
  if (id && goTo(document.getElementById(id))) return;
  if (!goTo(swapped)) goTo(document.getElementById('main'));
});

// Dialogs: the first field gets the focus, Tab stays inside, closing gives it back.
const dialog = () => document.getElementById('dialog');
let opener = null;
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.target === dialog()) opener = document.activeElement;
});
export function close() {
  if (!dialog()?.firstElementChild) return false;
  dialog().replaceChildren();
  goTo(opener?.isConnected ? opener : document.getElementById('main'));
  return true;
}
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]') && close()) event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  const box = dialog();
  if (event.key !== 'Tab' || !box?.firstElementChild) return;
  const stops = [...box.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')];
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement !== edge && box.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus();
});

// Menus are <details>: a click elsewhere closes them.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});
export function closeMenus() {
  const open = [...document.querySelectorAll('details.menu[open]')];
  for (const menu of open) { menu.open = false; menu.querySelector('summary').focus(); }
  return open.length > 0;
}
