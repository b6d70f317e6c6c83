import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { House } from '../../local/house.ts';
import { fixtureHouse } from './kit.ts';

interface Echo {
  readonly event: {
    readonly routeKey: string;
    readonly rawPath: string;
    readonly rawQueryString: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly cookies?: readonly string[];
    readonly pathParameters?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly isBase64Encoded: boolean;
  };
  readonly remaining: number;
}

let house: House & { troubles: string[] };
beforeAll(async () => {
  house = await fixtureHouse();
});
afterAll(() => house?.close());

const echo = async (path: string, init: RequestInit = {}): Promise<Echo> =>
  (await (await fetch(`${house.baseUrl}${path}`, init)).json()) as Echo;

describe('the front door', () => {
  it('hands a request over as an HTTP API does', async () => {
    const headers = { cookie: 'a=1; b=2', 'X-Test': 'yes', 'content-type': 'application/x-www-form-urlencoded' };
    const { event, remaining } = await echo('/items/a%20b?x=1&y=%2F', { method: 'POST', headers, body: 'k=v' });
    expect(event).toMatchObject({
      routeKey: 'POST /items/{id}',
      rawQueryString: 'x=1&y=%2F',
      pathParameters: { id: 'a b' },
      cookies: ['a=1', 'b=2'],
      isBase64Encoded: true,
      body: Buffer.from('k=v').toString('base64'),
    });
    expect(event.headers['x-test']).toBe('yes');
    expect(event.headers['cookie']).toBeUndefined();
    expect(remaining).toBeGreaterThan(0);
  });

  it('prefers the literal route, and falls back to $default', async () => {
    expect((await echo('/items/special', { method: 'POST' })).event.routeKey).toBe('POST /items/special');
    expect((await echo('/nowhere')).event.routeKey).toBe('$default');
    expect((await echo('/items/special')).event.routeKey).toBe('$default');
  });

  it('writes the viewer and the origin secret over whatever came', async () => {
    const { event } = await echo('/', {
      headers: { 'x-samlet-origin': 'guess', 'x-samlet-viewer-address': '6.6.6.6', 'cloudfront-viewer-country': 'US' },
    });
    expect(event.headers).toMatchObject({
      'x-samlet-viewer-address': '127.0.0.1',
      'x-samlet-viewer-country': 'ZZ',
      'x-samlet-origin': expect.stringMatching(/^[A-Za-z0-9]{40}$/),
    });
  });

  it('serves assets from the bucket with the headers of the policy, and nothing beside them', async () => {
    const found = await fetch(`${house.baseUrl}/assets/style.css`);
    expect([found.status, found.headers.get('content-type')]).toEqual([200, 'text/css']);
    expect(found.headers.get('x-content-type-options')).toBe('nosniff');
    expect(found.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    for (const path of ['/assets/none.css', '/assets/..%2F..%2Fkit.ts', '/assets/%2e%2e%2fweb/index.mjs']) {
      expect((await fetch(`${house.baseUrl}${path}`)).status).not.toBe(200);
    }
    expect((await fetch(`${house.baseUrl}/assets/style.css`, { method: 'POST' })).status).toBe(403);
  });

  it('leads forms for AWS to the stand-in, and leaves what they say alone', async () => {
    const answer = await fetch(`${house.baseUrl}/form`);
    const standIn = `http://localhost:${Number(new URL(house.baseUrl).port) + 1}`;
    const html = await answer.text();
    expect(html).toContain(`action="${standIn}/aws/us-west-2.signin.aws.amazon.com/saml"`);
    expect(html).toContain('value="https://signin.aws.amazon.com/saml"');
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  });

  it('holds the limits of API Gateway', async () => {
    expect((await fetch(house.baseUrl, { headers: { 'x-long': 'x'.repeat(10_240) } })).status).toBe(431);
    expect((await fetch(house.baseUrl, { method: 'POST', body: 'x'.repeat(7 * 1024 * 1024) })).status).toBe(413);
  });
});

describe('a function', () => {
  it('is told what the template says, and where it runs', async () => {
    const environment = (await house.invoke('web', { environment: true })) as Record<string, string>;
    expect(environment).toMatchObject({
      TABLE: 'Fixture-Table',
      BASE_URL: house.baseUrl,
      SIGNING_KEY: 'arn:aws:kms:us-east-1:000000000000:key/mrk-signingkey',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Fixture-web',
    });
    expect(JSON.parse(environment['SECRETS'] ?? '')).toEqual({ current: expect.any(String), previous: '' });
    expect(environment['QUEUE']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sqs\/000000000000\/Fixture-Queue$/);
    expect(environment['PATH']).toBeUndefined();
  });

  it('takes one event at a time, in more workers when all are busy', async () => {
    const answers = (await Promise.all([1, 2, 3].map(() => house.invoke('web', { wait: 80 })))) as { key: string }[];
    expect(new Set(answers.map(({ key }) => key)).size).toBe(3);
  });

  it('is replaced when it crashes, throws or takes too long', async () => {
    await expect(house.invoke('web', { exit: true })).rejects.toThrow('exit code 3');
    await expect(house.invoke('web', { throw: 'broken' })).rejects.toThrow('TypeError: broken');
    await expect(house.invoke('web', { hang: true })).rejects.toThrow('timed out after 2.00 seconds');
    expect(await house.invoke('web', { environment: true })).toBeTruthy();
  });
});

describe('the jobs', () => {
  it('take messages from the queue, and again those that failed', async () => {
    const { queues, jobs } = house;
    const queue = [...queues.values()][0];
    queue?.send('hello');
    queue?.send('fail once');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await jobs.settle();
    const seen = await house.invoke('job', { seen: true });
    expect(seen).toEqual(['hello', 'fail once', 'fail once']);
    expect(queue?.size).toBe(0);
  });

  it('run the schedules on demand', async () => {
    await house.jobs.runSchedules();
    expect(await house.invoke('job', { seen: true })).toContainEqual({ samlet: 'sweep' });
  });
});
