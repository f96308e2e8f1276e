// Minute clocks tick on the page; at zero the row asks the server, it does not guess.
import { now, words } from './words.js';

function tick() {
  for (const clock of document.querySelectorAll('time.ck[data-ticks]')) {
    const left = Math.floor((Date.parse(clock.dateTime) - now()) / 60000);
    const text = clock.querySelector('span');
    if (left < 0) {
      clock.removeAttribute('data-ticks');
      text.textContent = words('ended');
      clock.dispatchEvent(new CustomEvent('ended', { bubbles: true }));
    } else {
      const hours = Math.floor(left / 60), minutes = left % 60;
      text.textContent = words(hours ? 'left_hours' : 'left_minutes', { hours, minutes });
    }
  }
}
setInterval(tick, 30000);
document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });
