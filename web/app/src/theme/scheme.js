// Before anything is drawn: the colour scheme as last chosen, else the system's.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('tributary:scheme');
  } catch {
    // No storage: the system's.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
