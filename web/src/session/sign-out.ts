/** Signs out, of the console and of everything that was opened by the same session: as the portal's button does. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/sign-out';
  document.body.append(form);
  form.submit();
}
