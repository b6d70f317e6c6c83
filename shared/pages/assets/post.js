// Sends the form on as soon as the page is there. Coming back by the history must not send it again.
const form = document.querySelector('form[data-auto]');
const [navigation] = performance.getEntriesByType('navigation');
if (form && navigation?.type !== 'back_forward') form.submit();
