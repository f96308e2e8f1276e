// Theme and density change at once and are told to the server; without script the form does the same.
document.addEventListener('submit', (event) => {
  const form = event.target, button = event.submitter;
  if (!form.matches('form[data-stays]') || !button?.name) return;
  event.preventDefault();
  const root = document.documentElement;
  // One button for two themes: it takes the one the page is not in now.
  if (button.hasAttribute('data-flips')) button.value = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
  if (button.name === 'theme') {
    root.dataset.theme = button.value;
    const dark = button.value === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : button.value === 'dark';
    root.dataset.bsTheme = dark ? 'dark' : 'light';
  } else root.dataset[button.name] = button.value;
  for (const other of form.querySelectorAll('button[aria-pressed]')) {
    other.setAttribute('aria-pressed', String(other === button));
  }
  const told = new FormData(form);
  told.set(button.name, button.value);
  // The page may be left in the next moment; what was chosen must arrive all the same.
  fetch(form.action, { method: 'POST', body: told, credentials: 'same-origin', redirect: 'manual', keepalive: true });
});
