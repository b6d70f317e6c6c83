import type { ServiceReply, ServiceRequest } from './service.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query']);

/**
 * Remembers answers to reads that may lag (those that do not ask for consistency), and gives an older one when told to:
 * what truly stood there once, or nothing where nothing was read before.
 */
export function staleReads(): (
  request: ServiceRequest,
  serve: () => Promise<ServiceReply>,
  isStale: boolean,
) => Promise<ServiceReply> {
  const answers = new Map<string, ServiceReply>();
  return async (request, serve, isStale) => {
    if (!READS.has(request.operation) || request.body.includes('"ConsistentRead":true')) return serve();
    const question = `${request.operation} ${request.body.toString('utf8')}`;
    if (isStale) return answers.get(question) ?? nothing(request);
    const answer = await serve();
    answers.set(question, answer);
    return answer;
  };
}

const nothing = ({ operation }: ServiceRequest): ServiceReply => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body:
    operation === 'Query'
      ? '{"Items":[],"Count":0,"ScannedCount":0}'
      : operation === 'GetItem'
        ? '{}'
        : '{"Responses":{}}',
});
