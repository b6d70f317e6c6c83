import { describe, expect, it } from '@jest/globals';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { addressOf } from '../../shared/aws-sdk/s3.ts';
import { s3Forms } from '../../shared/aws-sdk/s3-form.ts';
import { scopeOf, signatureOf, signedHeaders } from '../../shared/aws-sdk/sign-call.ts';

/** The credentials of the examples in the S3 API Reference. */
const AWS = awsOf({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
});

/** The policy of the example "Browser-based upload using HTTP POST", with the line ends that its signature wants. */
const POLICY = [
  '{ "expiration": "2015-12-30T12:00:00.000Z",',
  '  "conditions": [',
  '    {"bucket": "sigv4examplebucket"},',
  '    ["starts-with", "$key", "user/user1/"],',
  '    {"acl": "public-read"},',
  '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
  '    ["starts-with", "$Content-Type", "image/"],',
  '    {"x-amz-meta-uuid": "14365123651274"},',
  '    {"x-amz-server-side-encryption": "AES256"},',
  '    ["starts-with", "$x-amz-meta-tag", ""],',
  '',
  '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
  '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
  '    {"x-amz-date": "20151229T000000Z" }',
  '  ]',
  '}',
].join('\r\n');

describe('a call to S3', () => {
  it('bears the signature of the example in the API Reference, for a range of an object', () => {
    const url = new URL('https://examplebucket.s3.amazonaws.com/test.txt');
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const headers = { range: 'bytes=0-9', 'x-amz-content-sha256': empty };
    const at = new Date('2013-05-24T00:00:00Z');
    const signed = signedHeaders({ service: 's3', method: 'GET', url, headers, body: '', at }, AWS);
    expect(signed['authorization']).toContain(
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('goes to the bucket’s own host, and to a path of the endpoint that is named', () => {
    expect(addressOf('files', AWS, 'a b/ü.csv').href).toBe('https://files.s3.us-east-1.amazonaws.com/a%20b/%C3%BC.csv');
    const local = { ...AWS, endpoint: () => new URL('http://127.0.0.1:4000/s3') };
    expect(addressOf('files', local, 'a/b').href).toBe('http://127.0.0.1:4000/s3/files/a/b');
  });
});

describe('a form for an upload', () => {
  it('is signed as the example in the API Reference is', () => {
    const scope = scopeOf('s3', new Date('2015-12-29T00:00:00Z'), AWS);
    expect(signatureOf(Buffer.from(POLICY).toString('base64'), scope, AWS)).toBe(
      '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
    );
  });

  it('names every field in its policy, and how large the file may be', () => {
    const aws = { ...AWS, credentials: { ...AWS.credentials, sessionToken: 'session' } };
    const now = (): Date => new Date('2026-11-24T10:00:00Z');
    const { url, fields, expiresAt } = s3Forms('uploads', aws, now).form({
      key: 'imports/a',
      seconds: 900,
      bytesMax: 1000,
      type: 'text/csv',
    });
    const { expiration, conditions } = JSON.parse(Buffer.from(fields['policy'] ?? '', 'base64').toString()) as {
      expiration: string;
      conditions: unknown[];
    };
    const { policy: _policy, 'x-amz-signature': _signature, ...named } = fields;
    expect([url, expiration, expiresAt]).toEqual([
      'https://uploads.s3.us-east-1.amazonaws.com/',
      '2026-11-24T10:15:00.000Z',
      '2026-11-24T10:15:00.000Z',
    ]);
    expect(conditions).toEqual([
      { bucket: 'uploads' },
      ...Object.entries(named).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', 1, 1000],
    ]);
    expect(fields['x-amz-security-token']).toBe('session');
  });
});
