// Runs before the first paint: who follows the system gets its theme without a flash.
const root = document.documentElement, dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => { if (root.dataset.theme === 'system') root.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
follow();
dark.addEventListener('change', follow);
