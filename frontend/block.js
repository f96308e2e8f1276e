// A block of cells copied out of a spreadsheet fills the fields of a table from where it is pasted on.
import { note, tell, words } from './words.js';

const table = (text) => text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n').map((line) => line.split('\t'));
const fieldOf = (cell) => cell?.querySelector('input:not([type=hidden]):not([readonly])');

function fill(form, from, block) {
  const rows = [...from.closest('tbody').rows], down = rows.indexOf(from.parentElement);
  let filled = 0, left = 0;
  block.forEach((line, row) => line.forEach((said, column) => {
    const field = fieldOf(rows[down + row]?.cells[from.cellIndex + column]);
    if (!field) { left += said.trim() ? 1 : 0; return; }
    field.value = said.trim();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    filled += 1;
  }));
  const sentence = words(left ? 'pasted_some' : 'pasted', { filled, left });
  form.querySelector('[data-pasted]')?.remove();
  const box = note(left ? 'warn' : '', sentence);
  box.setAttribute('role', 'status');
  box.dataset.pasted = '';
  from.closest('table').parentElement.before(box);
  tell(sentence);
}

document.addEventListener('paste', (event) => {
  const form = event.target.matches?.('td input') && event.target.closest('form[data-block]');
  const block = form ? table(event.clipboardData.getData('text/plain')) : [];
  if (block.length < 2 && (block[0] ?? []).length < 2) return;
  event.preventDefault();
  fill(form, event.target.closest('td'), block);
});
