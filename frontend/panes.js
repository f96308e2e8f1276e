// Panes that scroll on their own show what is being worked on: after loading, and after every swap
// but that of a further portion, which somebody is looking at.
function show() {
  for (const one of document.querySelectorAll('.bd > section [data-current]')) {
    const pane = one.closest('.bd > section');
    if (pane.scrollHeight <= pane.clientHeight) continue;
    const place = pane.getBoundingClientRect(), scale = place.height / pane.offsetHeight || 1;
    const above = (one.getBoundingClientRect().top - place.top) / scale;
    pane.scrollTop += above - Math.max(16, (pane.clientHeight - one.offsetHeight) / 3);
  }
}

document.addEventListener('htmx:afterSettle', (event) => { if (!event.detail.target?.matches('.more')) show(); });
show();
