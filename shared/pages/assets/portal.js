// Filters what the page already holds as one types; `/` leads to the search, arrows go through the doors.
const search = document.querySelector('#q');
const none = document.querySelector('[data-none]');
const items = [...document.querySelectorAll('[data-search]')].map((element) => ({
  element,
  text: element.dataset.search.toLowerCase(),
}));
const accounts = [...document.querySelectorAll('details.account')].map((element) => ({
  element,
  wasOpen: element.open,
}));

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { element, text } of items) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) shown += 1;
  }
  for (const { element, wasOpen } of accounts) {
    element.hidden = !element.querySelector('[data-search]:not([hidden])');
    element.open = words.length > 0 || wasOpen;
  }
  for (const section of document.querySelectorAll('[data-section]')) {
    section.hidden = !section.querySelector('[data-search]:not([hidden])');
  }
  none.hidden = shown > 0;
}

const doors = () => [...document.querySelectorAll('a.door')].filter((door) => door.offsetParent !== null);

function move(by) {
  const all = doors();
  const at = all.indexOf(document.activeElement);
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (at + by < 0) search.focus();
  else next?.focus();
}

if (search) {
  search.form.addEventListener('submit', (event) => {
    event.preventDefault();
    doors()[0]?.click();
  });
  search.addEventListener('input', filter);
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping) search.focus();
    else if (event.key === 'Escape' && isTyping && search.value) {
      search.value = '';
      filter();
    } else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else return;
    event.preventDefault();
  });
}
