import { isRefusal, Refusal } from '../base/refusal.ts';
import { type ReadYaml, readYaml, withLines, writeYaml } from '../configuration/yaml.ts';
import type { Reply } from '../http/reply.ts';
import type { Request } from '../http/request.ts';

const YAML = new Set(['application/yaml', 'application/x-yaml', 'text/yaml']);

const typesIn = (header: string | undefined): string[] =>
  (header ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase() ?? '');

/**
 * Answers a request that may be in YAML, and may ask for YAML, by what answers JSON. Faults tell the line beside the place.
 *
 * @throws {Refusal} what the answer throws; INPUT_INVALID for YAML that cannot be read
 */
export async function inYaml(request: Request, reply: (request: Request) => Promise<Reply>): Promise<Reply> {
  const isYaml = typesIn(request.headers['content-type']).some((type) => YAML.has(type)) && request.body.length > 0;
  const read = isYaml ? readYaml(textOf(request.body)) : undefined;
  const answered = await telling(read, () => reply(read ? asJson(request, read) : request));
  const asksForYaml = typesIn(request.headers['accept']).some((type) => YAML.has(type));
  return asksForYaml && answered.body !== undefined ? asYaml(answered, answered.body) : answered;
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new Refusal('REQUEST_MALFORMED', 'not UTF-8', { cause });
  }
}

const asJson = (request: Request, { value }: ReadYaml): Request => ({
  ...request,
  headers: { ...request.headers, 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

const asYaml = (reply: Reply, json: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'content-type': 'application/yaml', vary: 'accept' },
  body: writeYaml(JSON.parse(json)),
});

async function telling(read: ReadYaml | undefined, reply: () => Promise<Reply>): Promise<Reply> {
  try {
    return await reply();
  } catch (error) {
    if (!read || !isRefusal(error) || error.faults.length === 0) throw error;
    throw new Refusal(error.code, error.message, {
      ...error.details,
      faults: withLines(error.faults, read),
      cause: error,
    });
  }
}
