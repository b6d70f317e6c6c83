// @ts-check
// Moves the link's secret out of the address into the form, so that neither history nor screen shows it.
import './form.js';

const field = /** @type {HTMLInputElement | null} */ (document.querySelector('input[name="token"]'));
const secret = location.hash.slice(1);
if (field && secret) {
  field.value = secret;
  history.replaceState(null, '', location.pathname);
}
const box = /** @type {HTMLElement | null} */ (document.querySelector('.token'));
if (box && field?.value) {
  box.hidden = true;
  const next = /** @type {HTMLElement | null} */ (document.querySelector('.token ~ .field input'));
  next?.focus();
}
