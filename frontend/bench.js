// The workbench of the breakdown: marks by selection, the cursor in the text, the line to the card, autosave.
import htmx from 'htmx.org';
import { words } from './words.js';

const fields = ['task', 'lead', 'asst', 'due', 'cad', 'tgt'];
const bench = () => document.querySelector('[data-links]');
const text = () => document.querySelector('.doc[data-marks]');
const card = () => document.querySelector('.draft.cur');
const points = (string) => [...string].length;

// Offsets count characters of the document; a sentence says where it starts.
function place(node, offset) {
  const sent = (node.nodeType === 1 ? node : node.parentElement)?.closest('.sent');
  if (!sent || !text()?.contains(sent)) return null;
  const range = document.createRange();
  range.setStart(sent, 0);
  range.setEnd(node, offset);
  return { sent, at: Number(sent.dataset.start) + points(range.toString()) };
}
function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || !text()) return null;
  const range = selection.getRangeAt(0), from = place(range.startContainer, range.startOffset);
  const to = place(range.endContainer, range.endOffset) ?? (from && { at: Number(from.sent.dataset.start) + points(from.sent.textContent) });
  return from && to && { sent: from.sent, start: from.at, end: to.at };
}
function post(url, values) {
  htmx.ajax('POST', url, { target: '#main', select: '#main', swap: 'outerHTML', values });
  return true;
}
const number = () => card()?.id.startsWith('d') ? card().id.slice(1) : '';

function mark(key) {
  const found = chosen();
  if (!found || found.start >= found.end || !/^[1-6]$/.test(key)) return false;
  return post(text().dataset.marks, { field: fields[key - 1], start: found.start, end: found.end, d: number() });
}
function splitHere() {
  const found = chosen(), link = card()?.querySelector('[aria-keyshortcuts=S]');
  if (!found || !link || card().dataset.of !== found.sent.id || !getSelection().isCollapsed) return false;
  return post(card().dataset.split, { place: found.start });
}

// V: the text takes the cursor, so that words are chosen by keys; nothing in it can be changed.
function pick(on) {
  const doc = text();
  if (!doc) return false;
  if (!on) {
    doc.removeAttribute('contenteditable');
    card()?.focus();
    return true;
  }
  doc.setAttribute('contenteditable', 'true');
  doc.focus();
  getSelection().collapse(doc.querySelector('.sent.at') ?? doc.querySelector('.sent'), 0);
  return true;
}
const picking = () => text()?.isContentEditable;
document.addEventListener('beforeinput', (event) => { if (event.target.closest?.('.doc')) event.preventDefault(); });

function pressed(event) {
  const key = event.key, letter = key.toLowerCase(), at = document.activeElement;
  if (picking() && text().contains(event.target)) {
    if (key === 'Escape' || key === 'Tab') return pick(false);
    return mark(key) || (letter === 's' && splitHere()) || key.length === 1;
  }
  if (at && at.matches('input:not([type=checkbox]), textarea, select')) return false;
  if (mark(key) || (letter === 's' && splitHere())) return true;
  if (letter === 'v') return pick(true);
  if (at !== card() && at !== document.body) return false;
  if (key === 'Tab' && !event.shiftKey) {
    const link = document.querySelector('[data-tab]');
    link?.click();
    return Boolean(link);
  }
  if (key === 'Enter' && at === card()) {
    const first = card().querySelector('.ask input:not([type=hidden])') ?? card().querySelector('.ask button, footer button, footer a');
    first?.focus();
    return Boolean(first);
  }
  return false;
}
document.addEventListener('keydown', (event) => {
  if (!bench() || event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const accept = document.activeElement?.closest?.('form[data-autosave]')?.querySelector('[name=accept]');
    // What is being saved by itself goes first, or it would be written over what was accepted.
    if (accept) { event.preventDefault(); saving.finally(() => accept.click()); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === 'off') return;
  if (pressed(event)) event.preventDefault();
});
document.addEventListener('click', (event) => {
  const sent = event.target.closest?.('.doc .sent');
  if (sent && !picking() && !sent.matches('.at') && getSelection().isCollapsed) sent.nextElementSibling?.click();
});

// The line from the sentence to its cards.
function draw() {
  const svg = bench()?.querySelector('.links'), from = text()?.querySelector('.sent.at');
  if (!svg) return;
  svg.replaceChildren();
  if (!from || getComputedStyle(svg).display === 'none') return;
  const box = svg.getBoundingClientRect(), doc = text().getBoundingClientRect();
  // In large type the page is drawn at another scale than it is measured in.
  svg.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);
  const clamp = (y) => Math.min(Math.max(y, doc.top + 8), doc.bottom - 8) - box.top;
  const y1 = clamp(from.getBoundingClientRect().top + 16), x1 = doc.right - box.left;
  for (const one of document.querySelectorAll(`.draft[data-of="${from.id}"]`)) {
    const to = one.getBoundingClientRect(), y2 = clamp(to.top + 20), x2 = to.left - box.left, middle = (x1 + x2) / 2;
    const path = document.createElementNS(svg.namespaceURI, 'path');
    path.setAttribute('d', `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`);
    if (one !== card()) path.setAttribute('stroke-dasharray', '3 3');
    const end = document.createElementNS(svg.namespaceURI, 'circle');
    end.setAttribute('cx', x2); end.setAttribute('cy', y2); end.setAttribute('r', 3);
    svg.append(path, end);
  }
}
let drawing = 0;
const redraw = () => { cancelAnimationFrame(drawing); drawing = requestAnimationFrame(draw); };
addEventListener('resize', redraw);
document.addEventListener('scroll', redraw, true);
document.addEventListener('htmx:afterSettle', redraw);
redraw();

// What is written on a card is kept two seconds after the last key, and when a field is left.
let waiting = 0, going = null, saving = Promise.resolve();
function save(form) { saving = keep(form); }
async function keep(form) {
  clearTimeout(waiting);
  if (!form.isConnected || form.hasAttribute('data-busy')) return;
  const body = new FormData(form);
  body.append('autosave', '1');
  going?.abort();
  going = new AbortController();
  let said;
  try {
    const response = await fetch(form.action, { method: 'POST', body, signal: going.signal, headers: { 'X-Requested-With': 'fetch' } });
    said = response.ok || response.status === 409 ? await response.json() : { refused: words('failed', { code: response.status }) };
  } catch (error) {
    if (error.name === 'AbortError') return;
    said = { refused: words('no_network') };
  }
  const shown = document.querySelector('#saved > span');
  if (shown) shown.textContent = said.saved ?? said.refused;
  document.getElementById('saved')?.classList.toggle('err', Boolean(said.refused));
  if (said.seen && form.isConnected) form.elements.seen.value = said.seen;
}
document.addEventListener('input', (event) => {
  const form = event.target.form;
  if (!form?.matches('[data-autosave]')) return;
  clearTimeout(waiting);
  waiting = setTimeout(save, 2000, form);
});
document.addEventListener('change', (event) => { if (event.target.form?.matches('[data-autosave]')) save(event.target.form); });
document.addEventListener('submit', (event) => { if (event.target.matches('[data-autosave]')) { clearTimeout(waiting); going?.abort(); } }, true);
