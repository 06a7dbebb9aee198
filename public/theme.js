// The theme that was chosen on an earlier visit (see src/app/ui/preferences.svelte.ts, which writes it).
try {
  const theme = localStorage.getItem('koubo.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Site data is blocked; the system's theme stands.
}
