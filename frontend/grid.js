// The ledger is a grid: one stop for Tab, a cell has the focus, rows are picked and stay picked while one filters.
// What is picked is kept for this tab only; what is done with it is asked of the server each time.
import { cells, rowsOf } from './sheet.js';

const KEPT = 'luoshi-picked', MOST = 2000;
const gridOf = (element) => element?.closest?.('[data-grid]');
const boxOf = (row) => row.querySelector('input[name=sel]');
const linesOf = (grid) => [...grid.querySelectorAll('thead tr, tbody tr')].filter((row) => row.offsetParent);
const form = () => document.getElementById('bulk');
let anchor = null, whole = false;

function picked() {
  try { return new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')); } catch { return new Set(); }
}
function keep(keys) { sessionStorage.setItem(KEPT, JSON.stringify([...keys].slice(0, MOST))); }

function show(grid) {
  const keys = picked(), rows = rowsOf(grid), bar = form(), all = grid.querySelector('[data-all]');
  let here = 0;
  for (const row of rows) {
    const box = boxOf(row), on = keys.has(box.value);
    box.checked = on;
    row.setAttribute('aria-selected', String(on));
    here += on;
  }
  all.checked = rows.length > 0 && here === rows.length;
  all.indeterminate = here > 0 && here < rows.length;
  if (!bar) return;
  const words = (name, n) => bar.dataset[name].replace('%(n)s', n), away = keys.size - here;
  const number = bar.querySelector('[data-number]');
  number.textContent = words('picked', keys.size) + (away ? words('away', away) : '');
  for (const one of bar.querySelectorAll('[data-number], [data-deeds], [data-unpick]')) one.hidden = !keys.size;
  const every = bar.querySelector('[name=all]');
  every.closest('[data-every]').hidden = !all.checked;
  if (!all.checked) every.checked = false;
  bar.closest('.sheetfoot').classList.toggle('sel', keys.size > 0);
}
function pick(grid, rows, on) {
  const keys = picked();
  for (const row of rows) if (boxOf(row)) keys[on ? 'add' : 'delete'](boxOf(row).value);
  keep(keys);
  show(grid);
}
function range(grid, row) {
  const rows = rowsOf(grid), from = rows.indexOf(anchor), to = rows.indexOf(row);
  pick(grid, from < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1), true);
}
function stand(grid, cell) {
  for (const one of grid.querySelectorAll('.kb')) { one.classList.remove('kb'); one.tabIndex = -1; }
  cell.classList.add('kb');
  cell.tabIndex = 0;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
function move(grid, cell, down, right, edge) {
  const lines = linesOf(grid), at = lines.indexOf(cell.parentElement);
  const row = lines[Math.min(Math.max(at + down, 0), lines.length - 1)], own = [...row.cells];
  const column = edge === undefined ? Math.max(cell.cellIndex + right, 0) : edge;
  stand(grid, own[Math.min(column < 0 ? own.length - 1 : column, own.length - 1)]);
}
const arrows = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Home: [0, 0, 0], End: [0, 0, -1],
};
function fold(cell, opened) {
  let row = cell.parentElement;
  while (row && !row.matches('[data-group]')) row = row.previousElementSibling;
  const link = row?.querySelector(`[data-fold][aria-expanded="${opened}"]`);
  link?.click();
  return Boolean(link);
}
function press(grid, cell, event) {
  const row = cell.parentElement, box = boxOf(row);
  if (event.ctrlKey && event.key.toLowerCase() === 'a') { pick(grid, rowsOf(grid), true); return true; }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (arrows[event.key]) { move(grid, cell, ...arrows[event.key]); return true; }
  if (event.key === 'Enter') { (row.querySelector('a.ttl, [data-fold]') ?? cell.querySelector('a'))?.click(); return true; }
  if (event.key === ' ' && !box) { cell.querySelector('input')?.click(); return true; }
  if (event.key === ' ' && event.shiftKey) { range(grid, row); return true; }
  if (event.key === ' ') { anchor = row; pick(grid, [row], !box.checked); return true; }
  if (event.key === '[' || event.key === ']') return document.body.dataset.keys !== 'off' && fold(cell, event.key === '[');
  if (event.key === 'Escape' && picked().size) { pick(grid, [], true); keep(new Set()); show(grid); return true; }
  return false;
}

document.addEventListener('keydown', (event) => {
  const grid = gridOf(event.target), cell = event.target.closest?.('td, th');
  if (!grid || !cell || event.isComposing || event.defaultPrevented) return;
  if (press(grid, cell, event)) { event.preventDefault(); event.stopPropagation(); }
}, true);
document.addEventListener('click', (event) => {
  const grid = gridOf(event.target), cell = event.target.closest('td, th');
  if (event.target.closest('[data-unpick]')) { keep(new Set()); show(document.querySelector('[data-grid]')); }
  if (event.target.closest('[data-copy]')) { whole = true; document.execCommand('copy'); whole = false; }
  if (grid && cell && !event.target.closest('a, button')) {
    if (event.shiftKey && event.target.name === 'sel') range(grid, cell.parentElement);
    stand(grid, cell);
  }
});
document.addEventListener('change', (event) => {
  const grid = gridOf(event.target), row = event.target.closest('tr');
  if (!grid) return;
  if (event.target.matches('[data-all]')) pick(grid, rowsOf(grid), event.target.checked);
  else if (event.target.name === 'sel') { anchor = row; pick(grid, [row], event.target.checked); }
});
document.addEventListener('submit', (event) => {
  // A view came with a density of its own; who presses another wants that one.
  if (event.submitter?.name === 'density') document.getElementById('ledger')?.removeAttribute('data-density');
  if (event.target !== form()) return;
  const away = event.target.querySelector('[data-keys]'), grid = document.querySelector('[data-grid]');
  const here = new Set(rowsOf(grid).map((row) => boxOf(row).value));
  away.replaceChildren(...[...picked()].filter((key) => !here.has(key)).map((key) => {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'sel', value: key });
    return field;
  }));
});

// Copied as lines with tabs, and as a table for whoever pastes into one.
const texts = (row) => cells(row).slice(1).map((cell) => cell.innerText.trim().replace(/\s+/g, ' '));
document.addEventListener('copy', (event) => {
  const grid = document.querySelector('[data-grid]'), cell = document.activeElement?.closest?.('[data-grid] td');
  if (!grid || !(whole || cell) || !getSelection().isCollapsed) return;
  const chosen = rowsOf(grid).filter((row) => boxOf(row).checked), rows = chosen.length || !whole ? chosen : rowsOf(grid);
  const lines = rows.map(texts);
  if (whole) lines.unshift(texts(grid.querySelector('thead tr')));
  const table = document.createElement('table');
  for (const line of lines) for (const [at, text] of line.entries()) (at ? table.rows[table.rows.length - 1] : table.insertRow()).insertCell().textContent = text;
  event.clipboardData.setData('text/plain', lines.length ? lines.map((line) => line.join('\t')).join('\n') : cell.innerText.trim());
  if (lines.length) event.clipboardData.setData('text/html', table.outerHTML);
  event.preventDefault();
});

// Columns are put in order by dragging; a button beside each does the same.
let dragged = null;
document.addEventListener('dragstart', (event) => { dragged = event.target.closest?.('[data-order] > *') ?? null; });
document.addEventListener('dragover', (event) => {
  const over = event.target.closest?.('[data-order] > *');
  if (!dragged || !over || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
  over.parentElement.insertBefore(dragged, below ? over.nextSibling : over);
});
document.addEventListener('dragend', () => { dragged = null; });

function begin() {
  if (document.querySelector('[data-unpicks]')) keep(new Set());
  for (const grid of document.querySelectorAll('[data-grid]')) {
    if (grid.querySelector('[role=grid]')) continue;
    const table = grid.querySelector('table');
    table.setAttribute('role', 'grid');
    table.setAttribute('aria-multiselectable', 'true');
    grid.removeAttribute('tabindex');
    for (const one of table.querySelectorAll('a, input, button')) one.tabIndex = -1;
    for (const one of table.querySelectorAll('td, th')) one.tabIndex = -1;
    const first = table.querySelector('tbody td');
    if (first) first.tabIndex = 0;
    show(grid);
  }
  for (const one of document.querySelectorAll('[data-copy]')) one.hidden = !document.querySelector('[data-grid]');
}
document.addEventListener('htmx:afterSettle', begin);
window.addEventListener('pageshow', begin);
begin();
