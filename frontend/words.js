// The few sentences scripts say, in the reader's language, put on the page by the server.
const meta = (name) => document.querySelector(`meta[name="luoshi-${name}"]`)?.content ?? '';
const said = JSON.parse(meta('words') || '{}');

export const words = (key, values = {}) => Object.entries(values).reduce(
  (sentence, [name, value]) => sentence.replace(`%(${name})s`, value), said[key] ?? '');

// The server's clock, so that a wrong clock on the desk moves no deadline.
const skew = meta('now') ? Date.parse(meta('now')) - Date.now() : 0;
export const now = () => Date.now() + skew;
export const setting = meta;

export function tell(sentence) {
  const live = document.getElementById('live');
  if (live) { live.textContent = ''; setTimeout(() => { live.textContent = sentence; }, 50); }
}

export function note(kind, sentence) {
  const box = document.createElement('div');
  box.className = `note ${kind} mb-2`;
  box.setAttribute('role', 'alert');
  box.textContent = sentence;
  return box;
}
