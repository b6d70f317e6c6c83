import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { sesPost } from '../../shared/aws-sdk/ses.ts';

const MAIL = { to: 'ada@example.org', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };

it('gives up on a mail service that takes the mail and never answers', async () => {
  const silent = createServer((request) => request.resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  process.env['AWS_ENDPOINT_URL_SES'] = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  process.env['AWS_REGION'] = 'eu-central-1';
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  const post = sesPost({ from: 'samlet@example.org', configurationSet: 'set', answerMs: 200 });
  const given = await post.send(MAIL).catch((error: unknown) => error);
  silent.closeAllConnections();
  silent.close();
  expect(given).toMatchObject({ code: 'UNAVAILABLE', cause: { name: 'TimeoutError' } });
});
