// The numbers beside the navigation and on the bell are asked for once a minute, only while somebody may be
// looking. What changed elsewhere is offered, never swapped under the hand.
import { setting } from './words.js';

const put = (id, number) => {
  const there = document.getElementById(id);
  if (there) { there.textContent = number || ''; }
};
async function ask() {
  if (document.hidden || !setting('counts')) return;
  let told;
  try {
    const answer = await fetch(setting('counts'), { headers: { Accept: 'application/json' }, redirect: 'manual' });
    if (!answer.ok) return;
    told = await answer.json();
  } catch { return; }
  for (const [name, number] of Object.entries(told.counts)) put(`n-${name}`, number);
  const bell = document.getElementById('bell');
  if (bell) {
    bell.classList.toggle('dot', told.unread > 0);
    bell.dataset.n = told.unread > 99 ? '99+' : told.unread;
  }
  const desk = document.querySelector('[data-total]'), stale = document.getElementById('stale');
  if (desk && stale && 'desk' in told.counts) stale.hidden = Number(desk.dataset.total) === told.counts.desk;
}
setInterval(ask, 60000);
