// Sets the theme before the first paint, so that nothing flashes. The page's own code is in src/app/theme.ts.
(function () {
  var themes = ['light', 'dark', 'projector'];
  var asked = new URLSearchParams(location.search).get('theme');
  var kept = null;
  try {
    kept = localStorage.getItem('theme');
  } catch {
    // Storage may be blocked; the system's preference decides then.
  }
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme =
    themes.indexOf(asked) >= 0 ? asked : themes.indexOf(kept) >= 0 ? kept : system;
})();
