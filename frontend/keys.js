// Single keys: only outside fields, never while an input method composes, and a person may switch them off.
// A button names its own key with aria-keyshortcuts; the row the focus is in comes first.
import { close, closeMenus } from './focus.js';

const row = '.duty, .draft, tr[id], [data-row]';
const typing = (element) => element.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
const places = () => Object.fromEntries(
  [...document.querySelectorAll('[data-go]')].map((link) => [link.dataset.go, link.href]));
let going = 0;

function current() {
  return document.activeElement?.closest?.(row) ?? document.querySelector('.kb, .draft.cur');
}
function move(step) {
  const rows = [...document.querySelectorAll(row)].filter((one) => one.offsetParent);
  if (!rows.length) return false;
  const at = rows.indexOf(current()), to = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  document.querySelectorAll('.kb').forEach((one) => one.classList.remove('kb'));
  to.classList.add('kb');
  if (!to.hasAttribute('tabindex')) to.tabIndex = -1;
  to.focus();
  to.scrollIntoView({ block: 'nearest' });
  return true;
}
function press(element) {
  if (!element || element.getAttribute('aria-disabled') === 'true') return false;
  element.click();
  return true;
}
function named(key) {
  const selector = `[aria-keyshortcuts="${CSS.escape(key.length === 1 ? key.toUpperCase() : key)}"]`;
  return current()?.querySelector(selector)
    ?? [...document.querySelectorAll(selector)].find((one) => !one.closest(row) && one.offsetParent);
}
function plain(event) {
  const key = event.key, letter = key.toLowerCase(), here = current();
  if (going && Date.now() - going < 1200) {
    going = 0;
    const to = places()[letter];
    if (to) { location.assign(to); return true; }
  }
  if (key === '/') { const find = document.getElementById('find'); find?.focus(); find?.select?.(); return Boolean(find); }
  if (press(named(key))) return true;
  if (letter === 'g') { going = Date.now(); return true; }
  if (letter === 'j') return move(1);
  if (letter === 'k') return move(-1);
  if (key === 'Enter' && document.activeElement === here) return press(here?.querySelector('.act .btn, [data-act]'));
  if (letter === 'o' && here) return press(here.querySelector('a.ttl'));
  if (key === '?') return press(document.querySelector('#main [data-help]') ?? document.querySelector('[data-help]'));
  return false;
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (event.key === 'Escape') {
    if (close() || closeMenus()) event.preventDefault();
    else if (typing(document.activeElement)) document.activeElement.blur();
    return;
  }
  if (event.altKey && /^[1-9]$/.test(event.key)) {
    if (press(document.querySelectorAll('.tabs > a')[event.key - 1])) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === 'off') return;
  if (typing(event.target) || document.getElementById('dialog')?.firstElementChild) return;
  if (plain(event)) event.preventDefault();
});
