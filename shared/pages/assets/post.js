// @ts-check
// Sends the form on as soon as the page is there. Coming back by the history must not send it again.
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-auto]'));
const [navigation] = performance.getEntriesByType('navigation');
const isBack = /** @type {PerformanceNavigationTiming | undefined} */ (navigation)?.type === 'back_forward';
const stay = () => document.body.classList.add('returned');
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) stay();
});
if (isBack) stay();
else form?.submit();
