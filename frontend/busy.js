// A deed in flight: its button is busy, a second press does nothing, and a failure leaves all as typed.
import { note, tell, words } from './words.js';

const busy = (form, on) => {
  form.toggleAttribute('data-busy', on);
  for (const button of form.querySelectorAll('button:not([type=button])')) {
    // Not `disabled`: a disabled button loses the focus to the body.
    if (on) { button.setAttribute('aria-busy', 'true'); button.setAttribute('aria-disabled', 'true'); }
    else { button.removeAttribute('aria-busy'); button.removeAttribute('aria-disabled'); }
  }
};
const formOf = (event) => event.detail.elt.closest?.('form');

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.hasAttribute('data-busy')) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  if (form.method === 'post' && !form.matches('[hx-post],[data-hx-post],[data-stays]')) busy(form, true);
}, true);
addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('form[data-busy]').forEach((form) => busy(form, false));
});

document.addEventListener('htmx:beforeRequest', (event) => {
  const form = formOf(event), target = event.detail.target;
  if (form) busy(form, true);
  target?.setAttribute('aria-busy', 'true');
  target?.parentElement?.querySelectorAll(':scope > .note[data-failed]').forEach((old) => old.remove());
});
document.addEventListener('htmx:afterRequest', (event) => {
  const form = formOf(event);
  if (form) busy(form, false);
  event.detail.target?.removeAttribute('aria-busy');
});

const failed = (sentence) => (event) => {
  const target = event.detail.target;
  if (!target?.parentElement) return;
  const box = note('bad', sentence(event));
  box.dataset.failed = '';
  target.before(box);
};
document.addEventListener('htmx:responseError', failed((event) => words('failed', { code: event.detail.xhr.status })));
document.addEventListener('htmx:sendError', failed(() => words('no_network')));
document.addEventListener('htmx:timeout', failed(() => words('no_network')));

// A deed done: the server names it in HX-Trigger; it is read out and stands on the page for six seconds.
document.addEventListener('said', (event) => {
  const sentence = event.detail.sentence ?? event.detail.value;
  tell(sentence);
  const bar = document.createElement('div');
  bar.className = 'toastbar mt-2';
  bar.textContent = sentence;
  document.getElementById('toasts')?.append(bar);
  setTimeout(() => bar.remove(), 6000);
});
