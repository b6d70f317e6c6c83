/** A form by which a file is uploaded straight to its bucket. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Posts a file by a form, and tells how much of it has gone, 0 to 100. (`fetch` does not tell.)
 *
 * @throws {Error} in words for whoever waits
 */
export function uploadFile(
  file: Blob,
  { url, fields }: UploadForm,
  onPercent: (percent: number) => void,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onPercent(total > 0 ? Math.floor((100 * loaded) / total) : 0),
    );
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(new Error(reasonIn(request.responseText, request.status))),
    );
    request.addEventListener('error', () => reject(new Error('The upload broke off. Try again: nothing was lost.')));
    request.open('POST', url);
    request.send(form);
  });
}

function reasonIn(text: string, status: number): string {
  if (text.includes('EntityTooLarge')) return 'The file is larger than 200 MB.';
  if (text.includes('EntityTooSmall')) return 'The file is empty.';
  if (text.includes('expired')) return 'The upload took longer than an hour. Try again.';
  return `The file was not taken (${status}). Try again.`;
}
