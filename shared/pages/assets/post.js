// @ts-check
// Sends the form on as soon as the page is there. Coming back by the history must not send it again.
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-auto]'));
const [navigation] = performance.getEntriesByType('navigation');
const isBack = /** @type {PerformanceNavigationTiming | undefined} */ (navigation)?.type === 'back_forward';
if (isBack) document.body.classList.add('returned');
else form?.submit();
