// @ts-check
// Filters what the page holds as one types; `/` leads to the search, arrows go through the doors, stars stay in place.
import './restored.js';

/** @template {Element} T @param {string} selector @param {ParentNode} [root] @returns {T[]} */
const all = (selector, root = document) => /** @type {T[]} */ ([...root.querySelectorAll(selector)]);

const search = /** @type {HTMLInputElement | null} */ (document.querySelector('#q'));
const none = /** @type {HTMLElement | null} */ (document.querySelector('[data-none]'));
const told = /** @type {HTMLElement | null} */ (document.querySelector('.search [role="status"]'));

const accounts = all('details.account').map((element) => ({
  element: /** @type {HTMLDetailsElement} */ (element),
  wasOpen: /** @type {HTMLDetailsElement} */ (element).open,
}));
const items = all('[data-item]').map((element) => {
  const account = element.closest('details')?.querySelector('summary');
  const texts = ['.label', '.detail'].map((part) => element.querySelector(part)?.textContent);
  const names = account ? ['.name', 'code'].map((part) => account.querySelector(part)?.textContent) : [];
  return { element: /** @type {HTMLElement} */ (element), text: [...texts, ...names].join('\n').toLowerCase() };
});

const isShown = (/** @type {Element} */ element) => /** @type {HTMLElement} */ (element).checkVisibility();
const doors = () => /** @type {HTMLAnchorElement[]} */ (all('a.door').filter(isShown));
let wasSearching = false;

function filter() {
  const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isSearching = words.length > 0;
  let count = 0;
  for (const { element, text } of items) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const account of accounts) {
    if (!wasSearching) account.wasOpen = account.element.open;
    account.element.hidden = !account.element.querySelector('[data-item]:not([hidden])');
    account.element.open = isSearching || account.wasOpen;
  }
  for (const section of all('[data-section]')) {
    /** @type {HTMLElement} */ (section).hidden = !section.querySelector('[data-item]:not([hidden])');
  }
  for (const section of all('[data-shortcuts]')) {
    /** @type {HTMLElement} */ (section).hidden = isSearching || !section.querySelector('li');
  }
  if (none) none.hidden = count > 0;
  wasSearching = isSearching;
  tell(isSearching ? count : undefined);
}

/** @param {number | undefined} count */
function tell(count) {
  for (const door of all('a.door[data-first]')) door.removeAttribute('data-first');
  if (count) doors()[0]?.setAttribute('data-first', '');
  const { one = '', many = '' } = told?.dataset ?? {};
  if (told) told.textContent = count === undefined ? '' : count === 1 ? one : many.replace('{count}', String(count));
}

/** @param {number} by */
function move(by) {
  const list = doors();
  const at = list.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  if (at + by < 0) search?.focus();
  else list[Math.min(list.length - 1, at + by)]?.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !search) return;
  const isTyping = event.target === search;
  if (event.key === '/' && !isTyping) {
    search.focus();
    search.select();
  } else if (event.key === 'Escape' && isTyping) {
    search.value = '';
    filter();
  } else if (event.key === 'ArrowDown') move(1);
  else if (event.key === 'ArrowUp' && !isTyping) move(-1);
  else return;
  event.preventDefault();
}

/** Asks for the same as without script, then takes from the new page what has changed. */
async function favour(/** @type {SubmitEvent} */ event) {
  const star = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!star?.matches('.star')) return;
  event.preventDefault();
  if (star.ariaBusy === 'true') return;
  // Busy, not disabled: a disabled button loses the focus, and the form sends nothing of it.
  star.ariaBusy = 'true';
  const body = new URLSearchParams(/** @type {string[][]} */ ([...new FormData(form, star)]));
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('#favourites');
    if (!answer.ok || !next) throw new Error('signed out, or out of reach');
    const isOn = form.id === 'favour-1';
    star.setAttribute('form', isOn ? 'favour-0' : 'favour-1');
    star.setAttribute('aria-pressed', String(isOn));
    document.querySelector('#favourites')?.replaceWith(document.adoptNode(next));
    if (search?.value.trim()) /** @type {HTMLElement} */ (next).hidden = true;
  } catch {
    location.reload();
  } finally {
    star.ariaBusy = null;
  }
}

if (search) {
  search.form?.addEventListener('submit', (event) => {
    const [first] = doors();
    if (!first || !search.value.trim()) return;
    event.preventDefault();
    first.click();
  });
  search.addEventListener('input', filter);
  document.addEventListener('keydown', onKey);
  if (search.value) filter();
}
document.addEventListener('submit', favour);
