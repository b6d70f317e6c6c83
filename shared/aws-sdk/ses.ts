import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import type { Post } from '../mail/mail.ts';
import { reach } from './reach.ts';

/** Keeps {@link Post} with SES: the addressee is a field of its own, so no text of ours can add another. */
export function sesPost({ from, configurationSet }: { from: string; configurationSet: string }): Post {
  const client = new SESClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 5000 } });
  return {
    async send({ to, subject, text, html }) {
      const command = new SendEmailCommand({
        Source: from,
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
