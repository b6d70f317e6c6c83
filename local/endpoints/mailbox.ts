import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** A mail as it would have reached the person. */
export interface Mail {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Every mail that was sent here, oldest first. */
export interface Mailbox {
  readonly mails: readonly Mail[];
  deliver(mail: Mail): void;
}

/** Opens the mailbox over a file of one JSON line a mail. A line that was cut off by a crash is left out. */
export function openMailbox(file: string): Mailbox {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const mails = lines.flatMap((line) => mailIn(line) ?? []);
  return {
    mails,
    deliver(mail) {
      mails.push(mail);
      appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    },
  };
}

function mailIn(line: string): Mail | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Mail);
  } catch {
    return undefined; // the line was not written to its end
  }
}
