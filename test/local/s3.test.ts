import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { s3Objects } from '../../shared/aws-sdk/s3.ts';
import { s3Forms } from '../../shared/aws-sdk/s3-form.ts';
import type { Objects, UploadForm, UploadForms } from '../../shared/provisioning/objects.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';

let house: TestHouse;
let bucket: string;
/** What `provisioning` may do with files. */
let reader: Objects;
/** What forms `admin` signs. */
let forms: UploadForms;
let offset = 0;

beforeAll(async () => {
  house = await startHouse();
  bucket = house.deployment.buckets.find(({ cors }) => cors.length > 0)!.name;
  reader = s3Objects(bucket, as('provisioning'));
  forms = s3Forms(bucket, as('admin'), () => new Date(Date.now() + offset * 1000));
});
afterAll(() => house?.close());

/** Somebody with the rights of a function. */
function as(name: string) {
  const { roleArn } = house.deployment.functions.find((one) => one.name === name)!;
  house.endpoints.admit(`key-${name}`, { function: name, roleArn, worker: 0 });
  return awsOf({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: `key-${name}`,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_S3: `${house.endpointsUrl}/s3`,
  });
}

const formFor = (key: string, bytesMax = 1_000_000): UploadForm =>
  forms.form({ key, seconds: 900, bytesMax, type: 'text/csv' });

async function posted({ url, fields }: UploadForm, content: Uint8Array | string, origin = house.baseUrl) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([Buffer.from(content)]), 'people.csv');
  const answer = await fetch(url, { method: 'POST', body: form, headers: { origin } });
  const code = /<Code>(\w+)</.exec(await answer.text())?.[1];
  return { status: answer.status, code, allowed: answer.headers.get('access-control-allow-origin') };
}

describe('a file that is posted by a form', () => {
  it('arrives as it is, and is read by range, while its content is the same', async () => {
    const content = randomBytes(700_000);
    expect(await posted(formFor('imports/one'), content)).toEqual({
      status: 204,
      code: undefined,
      allowed: house.baseUrl,
    });
    const { bytes, etag } = (await reader.head('imports/one'))!;
    expect(bytes).toBe(700_000);
    const middle = await reader.read('imports/one', { from: 1000, bytes: 500_000, etag });
    expect(Buffer.from(middle).equals(content.subarray(1000, 501_000))).toBe(true);
    const end = await reader.read('imports/one', { from: 699_990, bytes: 500_000 });
    expect(Buffer.from(end).equals(content.subarray(699_990))).toBe(true);
    await posted(formFor('imports/one'), 'something else');
    await expect(reader.read('imports/one', { from: 0, bytes: 10, etag })).rejects.toMatchObject({ status: 412 });
    await reader.remove('imports/one');
    expect(await reader.head('imports/one')).toBeUndefined();
  });

  it.each(['\r\n--', '\r\n', 'a\r\n\r\n--x--\r\n'])(
    'may hold what looks like the end of a form (%j)',
    async (content) => {
      await posted(formFor('imports/odd'), content);
      expect(Buffer.from(await reader.read('imports/odd', { from: 0, bytes: 100 })).toString()).toBe(content);
    },
  );

  it('is refused when it is too large, or empty, and nothing is kept', async () => {
    expect(await posted(formFor('imports/big', 1000), 'x'.repeat(1001))).toMatchObject({
      status: 400,
      code: 'EntityTooLarge',
    });
    expect(await posted(formFor('imports/big'), '')).toMatchObject({ status: 400, code: 'EntityTooSmall' });
    expect(await reader.head('imports/big')).toBeUndefined();
  });

  it('is refused when the form has expired', async () => {
    offset = -901;
    const old = formFor('imports/late');
    offset = 0;
    expect(await posted(old, 'x')).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it.each([
    ['goes elsewhere', { key: 'imports/other' }],
    ['is of another type', { 'Content-Type': 'text/html' }],
    ['says more', { acl: 'public-read' }],
  ])('is refused when the form %s than the policy says', async (_words, change) => {
    const { url, fields } = formFor('imports/mine');
    expect(await posted({ url, fields: { ...fields, ...change }, expiresAt: '' }, 'x')).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });

  it('is refused when the policy was changed', async () => {
    const { url, fields, expiresAt } = formFor('imports/mine');
    const policy = Buffer.from(
      Buffer.from(fields['policy']!, 'base64').toString().replace('1000000', '9000000'),
    ).toString('base64');
    expect(await posted({ url, fields: { ...fields, policy }, expiresAt }, 'x')).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is refused where whoever signed the form may not put it', async () => {
    expect(await posted(formFor('elsewhere/x'), 'x')).toMatchObject({ status: 403, code: 'AccessDenied' });
    const others = s3Forms(bucket, as('provisioning'), () => new Date());
    expect(
      await posted(others.form({ key: 'imports/x', seconds: 9, bytesMax: 9, type: 'text/csv' }), 'x'),
    ).toMatchObject({
      code: 'AccessDenied',
    });
  });

  it('shows its answer to the console’s pages, and to no others', async () => {
    expect((await posted(formFor('imports/a'), 'x', 'https://evil.example')).allowed).toBeNull();
    const ask = { method: 'OPTIONS', headers: { origin: house.baseUrl, 'access-control-request-method': 'POST' } };
    expect((await fetch(forms.url, ask)).headers.get('access-control-allow-methods')).toBe('POST');
    const other = { ...ask, headers: { ...ask.headers, origin: 'https://evil.example' } };
    expect((await fetch(forms.url, other)).status).toBe(403);
  });
});

describe('a file', () => {
  it('is read by nobody who has no right to', async () => {
    await posted(formFor('imports/private'), 'x');
    const admin = s3Objects(bucket, as('admin'));
    await expect(admin.read('imports/private', { from: 0, bytes: 1 })).rejects.toMatchObject({ status: 403 });
    expect((await fetch(`${forms.url}imports/private`)).status).toBe(403);
  });
});
