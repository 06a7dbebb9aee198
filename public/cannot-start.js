// Says what is needed where the app's scripts cannot be read (old browsers) or did not arrive. Written for old browsers.
(function () {
  var said;
  function tell() {
    if (said || document.getElementById('app').firstChild) return;
    said = document.body.appendChild(document.createElement('p'));
    said.textContent = document.querySelector('noscript').textContent;
  }
  // While it goes down: a script that does not arrive tells its own element only.
  addEventListener('error', tell, true);
  addEventListener('unhandledrejection', tell);
  if (!('noModule' in document.createElement('script'))) tell();
})();
