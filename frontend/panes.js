// Panes that scroll on their own show what is being worked on: after loading, and after every swap.
function show() {
  for (const one of document.querySelectorAll('.bd > section [data-current]')) {
    const pane = one.closest('.bd > section');
    if (pane.scrollHeight <= pane.clientHeight) continue;
    const above = one.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += above - Math.max(16, (pane.clientHeight - one.offsetHeight) / 3);
  }
}

document.addEventListener('htmx:afterSettle', show);
show();
