// A sheet is a grid: one stop for Tab, arrows inside, Space selects, copying gives text Excel understands.
const sheetOf = (element) => element?.closest?.('.sheet:not([data-grid])');
export const cells = (row) => [...row.cells].filter((cell) => cell.colSpan === 1);
export const rowsOf = (sheet) => [...sheet.querySelectorAll('tbody tr')].filter((row) => cells(row).length > 1);
const marked = (sheet) => sheet.querySelector('td.kb');

function mark(sheet, cell) {
  marked(sheet)?.classList.remove('kb');
  cell.classList.add('kb');
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
function move(sheet, down, right, edge) {
  const rows = rowsOf(sheet), now = marked(sheet);
  if (!rows.length) return;
  if (!now) { mark(sheet, cells(rows[0])[0]); return; }
  const at = rows.indexOf(now.parentElement), row = rows[Math.min(Math.max(at + down, 0), rows.length - 1)];
  const own = cells(row), column = cells(now.parentElement).indexOf(now) + right;
  const to = edge ?? Math.min(Math.max(column, 0), own.length - 1);
  mark(sheet, own.at ? own.at(to) : own[to < 0 ? own.length + to : to]);
}
const keys = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Home: [0, 0, 0], End: [0, 0, -1],
};

document.addEventListener('keydown', (event) => {
  const sheet = event.target.matches?.('.sheet:not([data-grid])') && event.target;
  if (!sheet || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = marked(sheet)?.parentElement, box = row?.querySelector('input[type=checkbox]');
  if (keys[event.key]) move(sheet, ...keys[event.key]);
  else if (event.key === 'Enter' && row) row.querySelector('a.ttl')?.click();
  else if (event.key === ' ' && box) box.click();
  else return;
  event.preventDefault();
});
document.addEventListener('click', (event) => {
  const cell = event.target.closest('.sheet tbody td'), sheet = sheetOf(cell);
  if (sheet && !event.target.closest('a, button, input')) { mark(sheet, cell); sheet.focus({ preventScroll: true }); }
});
document.addEventListener('change', (event) => {
  const row = event.target.matches('.sheet:not([data-grid]) tbody input[type=checkbox]') && event.target.closest('tr');
  if (row) row.setAttribute('aria-selected', String(event.target.checked));
});
document.addEventListener('copy', (event) => {
  const sheet = document.activeElement.matches?.('.sheet:not([data-grid])') && document.activeElement;
  if (!sheet || !getSelection().isCollapsed) return;
  const chosen = [...sheet.querySelectorAll('tr[aria-selected=true]')], one = marked(sheet);
  const text = chosen.length
    ? chosen.map((row) => cells(row).map((cell) => cell.innerText.trim()).join('\t')).join('\n') : one?.innerText.trim();
  if (!text) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
});
