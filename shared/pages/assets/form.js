// @ts-check
// What makes forms kinder: a button that shows the password, a word about Caps Lock, and no second submission.
import './restored.js';

/** @param {HTMLElement} box */
function addReveal(box) {
  const input = box.querySelector('input');
  const { show = '', hide = '' } = box.dataset;
  if (!input) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'reveal';
  /** @param {boolean} isShown */
  const set = (isShown) => {
    input.type = isShown ? 'text' : 'password';
    button.setAttribute('aria-label', `${isShown ? hide : show}: ${input.labels?.[0]?.textContent ?? ''}`);
    button.setAttribute('aria-pressed', String(isShown));
  };
  set(false);
  button.addEventListener('click', () => set(input.type === 'password'));
  // What is sent must be a password field again, or browsers may keep what was typed among their suggestions.
  input.form?.addEventListener('submit', () => set(false));
  box.append(button);
}

/** @param {HTMLElement} box */
function addCapsLock(box) {
  const word = document.createElement('p');
  word.className = 'caps';
  word.setAttribute('role', 'status');
  box.after(word);
  const tell = (/** @type {KeyboardEvent} */ event) => {
    const isOn = event.getModifierState?.('CapsLock') ?? false;
    const text = isOn ? (box.dataset.caps ?? '') : '';
    if (word.textContent !== text) word.textContent = text;
  };
  box.addEventListener('keyup', tell);
  box.addEventListener('focusout', () => (word.textContent = ''));
}

/** @param {HTMLFormElement} form */
function sendOnce(form) {
  let isSent = false;
  form.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
    form.setAttribute('aria-busy', 'true');
  });
  // A page that comes back from the browser's cache can be sent again.
  addEventListener('pageshow', () => {
    isSent = false;
    form.removeAttribute('aria-busy');
  });
}

for (const box of document.querySelectorAll('.secret')) {
  addReveal(/** @type {HTMLElement} */ (box));
  addCapsLock(/** @type {HTMLElement} */ (box));
}
for (const form of document.forms) if (form.method === 'post') sendOnce(form);
