import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import type { Post } from '../mail/mail.ts';
import { reach } from './reach.ts';

/** Who sends, and how long an answer may take. */
export interface SesOptions {
  readonly from: string;
  readonly configurationSet: string;
  /** Milliseconds for each of two tries. @default 5000 */
  readonly answerMs?: number;
}

/** A display name as a header bears it: in words of base64 (RFC 2047), which hold no character that means anything there. */
function encodedName(name: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of name) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join(' ');
}

/** Bytes of one encoded word before they are encoded: 75 characters in all. */
const WORD_BYTES = 45;

/** Keeps {@link Post} with SES: the addressee is a field of its own, so no text of ours can add another. */
export function sesPost({ from, configurationSet, answerMs = 5000 }: SesOptions): Post {
  // Without the last of these the SDK writes a warning when the time is up, and waits on.
  const limits = { connectionTimeout: 1000, requestTimeout: answerMs, throwOnRequestTimeout: true };
  const client = new SESClient({ maxAttempts: 2, requestHandler: limits });
  return {
    async send({ to, subject, text, html, fromName, replyTo }) {
      const command = new SendEmailCommand({
        Source: fromName ? `${encodedName(fromName)} <${from}>` : from,
        ...(replyTo ? { ReplyToAddresses: [replyTo] } : {}),
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: configurationSet,
        Message: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
        },
      });
      const { MessageId: messageId = '' } = await reach(() => client.send(command));
      return { messageId };
    },
  };
}
