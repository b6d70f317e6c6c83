// Moves the link's secret out of the address into the form, so that neither history nor screen shows it.
const field = document.querySelector('input[name="token"]');
const secret = location.hash.slice(1);
if (field && secret) {
  field.value = secret;
  history.replaceState(null, '', location.pathname);
}
if (field?.value) field.closest('.token').hidden = true;
