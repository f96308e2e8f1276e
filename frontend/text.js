// Long text: the field grows with it, counts it, and leaving the page asks once before it is lost.
import { words } from './words.js';

function grow(area) {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}
function count(field) {
  const shown = field.id && document.querySelector(`[data-counts="${CSS.escape(field.id)}"]`);
  if (shown) shown.textContent = words('count', { length: [...field.value].length, limit: field.maxLength });
}
function look(within) {
  for (const area of within.querySelectorAll?.('textarea') ?? []) { grow(area); count(area); }
}

const dirty = new Set();
document.addEventListener('input', (event) => {
  const field = event.target;
  if (field.matches('textarea')) grow(field);
  if (field.maxLength > 0) count(field);
  const form = field.form;
  if (form?.method === 'post' && field.matches('textarea, input:not([type=hidden]):not([type=password])')) dirty.add(form);
});
document.addEventListener('submit', (event) => dirty.delete(event.target), true);
document.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.successful) dirty.delete(event.detail.elt.closest?.('form'));
});
addEventListener('beforeunload', (event) => {
  if ([...dirty].some((form) => form.isConnected && !form.matches('[data-loose]'))) { event.preventDefault(); event.returnValue = ''; }
});

document.addEventListener('htmx:load', (event) => look(event.detail.elt));
look(document);
