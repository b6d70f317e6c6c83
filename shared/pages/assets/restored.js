// @ts-check
// A page of somebody who was signed in may come back out of the browser's own cache when they no longer are: it is
// hidden and asked for again, so that the session decides.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted || !document.body.classList.contains('wide')) return;
  document.documentElement.hidden = true;
  location.reload();
});
