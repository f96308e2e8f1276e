// Previous and next in the list one came from: the list leaves its matters here, the dossier finds itself among them.
const KEPT = 'luoshi-came';
const dossier = /^\/matters\/[^/]+\/$/;
const own = () => location.pathname;

function listed() {
  if (dossier.test(own())) return;
  const found = [...new Set([...document.querySelectorAll('main a[href^="/matters/"]')]
    .map((link) => new URL(link.href).pathname).filter((path) => dossier.test(path)))];
  if (found.length < 2) return;
  try { sessionStorage.setItem(KEPT, JSON.stringify(found)); } catch { /* not allowed */ }
}
function way(href, mark, key, words) {
  const link = document.createElement('a');
  link.className = 'btn btn-sm btn-q btn-icon';
  link.href = href; link.textContent = mark; link.title = words;
  link.setAttribute('aria-label', words);
  link.setAttribute('aria-keyshortcuts', key);
  return link;
}
function among() {
  const shown = document.querySelector('[data-came]');
  if (!shown || shown.childElementCount) return;
  let found = [];
  try { found = JSON.parse(sessionStorage.getItem(KEPT)) ?? []; } catch { /* not allowed */ }
  const at = found.indexOf(own());
  if (at < 0) return;
  const { before, after, place } = shown.dataset;
  shown.append(place.replace('%(at)s', at + 1).replace('%(all)s', found.length), ' ');
  if (at) shown.append(way(found[at - 1], '‹', '[', before));
  if (at < found.length - 1) shown.append(way(found[at + 1], '›', ']', after));
}
const look = () => { listed(); among(); };
document.addEventListener('htmx:load', look);
look();
