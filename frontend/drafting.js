// A report being typed: kept on the server two seconds after the last key, on the device only while there is no network.
// Figures get a button to step down and one to step up, and say at once what they changed by.
import { words } from './words.js';

const KEPT = 'luoshi-draft ';
const forms = () => document.querySelectorAll('form[data-drafts]');
const keyOf = (form) => KEPT + (form.elements.as?.value ?? '') + form.dataset.drafts;
const secret = (name) => ['csrfmiddlewaretoken', 'once', 'as'].includes(name);
const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !secret(name));
const say = (form, sentence) => { const shown = form.querySelector('#saved'); if (shown) shown.textContent = sentence; };
const waiting = new WeakMap(), sent = new WeakSet();
let resting = Promise.resolve();

function held(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}
function hold(form) {
  try { localStorage.setItem(keyOf(form), JSON.stringify(typed(form))); say(form, words('kept_here')); } catch { /* no room, or not allowed */ }
}
function forget(key) {
  try { localStorage.removeItem(key); } catch { /* not allowed */ }
}
function forgetAll() {
  try { Object.keys(localStorage).filter((key) => key.startsWith(KEPT)).forEach(forget); } catch { /* not allowed */ }
}
async function keep(form) {
  clearTimeout(waiting.get(form));
  if (!form.isConnected || sent.has(form)) return;
  if (!navigator.onLine) { hold(form); return; }
  const body = new URLSearchParams(typed(form));
  body.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(form.dataset.drafts, { method: 'POST', body, credentials: 'same-origin', redirect: 'manual' });
    // A refusal stands where it is said that all is kept; what was typed is not forgotten then.
    if (!answer.ok && answer.status !== 409) return;
    const told = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (sent.has(form)) return;
    for (const id of ['saved', 'repeats']) {
      const fresh = told.getElementById(id);
      if (fresh) form.querySelector(`#${id}`)?.replaceWith(document.adoptNode(fresh));
    }
    if (!answer.ok) return;
    forget(keyOf(form));
    form.dataset.loose = '';
  } catch { hold(form); }
}
function later(form) {
  delete form.dataset.loose;
  clearTimeout(waiting.get(form));
  if (!navigator.onLine) hold(form);
  waiting.set(form, setTimeout(() => { resting = resting.then(() => keep(form)); }, 2000));
}
function changed(input) {
  const shown = document.querySelector(`[data-change="${CSS.escape(input.id)}"]`);
  if (!shown) return;
  const now = Number(input.value), before = Number(shown.dataset.before);
  if (!input.value.trim() || Number.isNaN(now)) return;
  const step = Math.round((now - before) * 10000) / 10000;
  shown.textContent = step ? words('changed', { change: (step > 0 ? '＋' : '－') + Math.abs(step) }) : words('unchanged');
  const why = document.querySelector(`[data-less="${CSS.escape(input.id)}"]`);
  if (why) { why.hidden = step >= 0; why.open = step < 0; }
}
function stepper(box) {
  const input = box.querySelector('input');
  if (!input || box.querySelector('.stepper')) return;
  const whole = document.createElement('div');
  whole.className = 'stepper';
  const button = (sign, by, name) => {
    const one = document.createElement('button');
    one.type = 'button'; one.textContent = sign; one.dataset.by = by;
    one.setAttribute('aria-label', name);
    one.addEventListener('click', () => {
      const places = (input.value.split('.')[1] ?? '').length;
      input.value = Math.max(0, (Number(input.value) || 0) + by * 10 ** -places).toFixed(places);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return one;
  };
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"] .b6`)?.textContent ?? '';
  input.before(whole);
  whole.append(button('－', -1, words('less', { label })), input, button('＋', 1, words('more', { label })));
}
function bring(form) {
  const kept = held(keyOf(form));
  if (!kept) return;
  for (const [name, value] of kept) {
    const field = form.elements.namedItem(name);
    if (field && 'value' in field && field.type !== 'checkbox') field.value = value;
  }
  say(form, words('kept_here'));
  if (navigator.onLine) keep(form);
}
function look(within) {
  within.querySelectorAll?.('[data-steps]').forEach(stepper);
  within.querySelectorAll?.('[data-less]:not([open])').forEach((why) => { why.hidden = true; });
  const form = within.matches?.('form[data-drafts]') ? within : within.querySelector?.('form[data-drafts]');
  if (form && !form.hasAttribute('data-looked')) { form.dataset.looked = ''; bring(form); }
}

document.addEventListener('input', (event) => {
  const form = event.target.form;
  if (event.target.matches('input')) changed(event.target);
  if (form?.matches('form[data-drafts]') && event.target.type !== 'file') later(form);
});
document.addEventListener('focusout', (event) => {
  const form = event.target.form;
  if (form?.matches('form[data-drafts]') && !form.matches('[data-loose]') && waiting.has(form)) keep(form);
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('form[data-drafts]')) { clearTimeout(waiting.get(form)); if (event.submitter?.name !== 'trim') sent.add(form); }
  if (new URL(form.action, location.href).pathname === '/sign-out/') forgetAll();
}, true);
document.addEventListener('htmx:afterRequest', (event) => {
  const form = event.detail.elt;
  if (!form.matches?.('form[data-drafts]')) return;
  if (event.detail.successful) forget(keyOf(form));
  else sent.delete(form);
});
addEventListener('online', () => forms().forEach(keep));
addEventListener('offline', () => forms().forEach((form) => { if (waiting.has(form)) hold(form); }));
document.addEventListener('htmx:load', (event) => look(event.detail.elt));
look(document);
