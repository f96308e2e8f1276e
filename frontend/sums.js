// Weights that are typed: the sum below each line, and of all, at once. The server reckons them again on saving.
const PLACES = 10000;

function read(field) {
  const typed = field.value.trim().replace(/[,，]/g, '');
  const number = typed === '' ? NaN : Number(typed);
  return Number.isFinite(number) ? Math.round(number * PLACES) : null;
}
const say = (number) => String(number / PLACES);

function add(table) {
  const fields = [...table.querySelectorAll('[data-weight]')], below = new Map(), own = new Map();
  for (const field of fields) {
    const weight = read(field), above = field.dataset.below ?? '';
    own.set(field.dataset.weight, weight);
    below.set(above, weight === null || below.get(above) === null ? null : (below.get(above) ?? 0) + weight);
  }
  let off = 0;
  for (const place of table.querySelectorAll('[data-sum]')) {
    const sum = below.get(place.dataset.sum), wanted = own.get(place.dataset.sum);
    const wrong = place.dataset.sum !== '' && sum !== wanted;
    if (wrong) off += 1;
    place.querySelector('[data-added]').textContent = sum === null || sum === undefined ? '—' : say(sum);
    place.querySelector('[data-right]')?.toggleAttribute('hidden', wrong);
    place.querySelector('[data-wrong]')?.toggleAttribute('hidden', !wrong);
    const by = place.querySelector('[data-by]');
    if (by) by.textContent = wrong && sum !== null && wanted !== null ? `${sum > wanted ? '＋' : '－'}${say(Math.abs(sum - wanted))}` : '';
  }
  const left = table.querySelector('[data-off]');
  if (left) left.hidden = off === 0;
}

document.addEventListener('input', (event) => {
  const table = event.target.matches('[data-weight]') && event.target.closest('[data-sums]');
  if (table) add(table);
});
