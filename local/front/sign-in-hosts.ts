import type { FrontReply } from './visit.ts';

const ACTION =
  /(<form\b[^>]*?\baction=")https:\/\/((?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn))(\/[^"]*)?"/gi;

/**
 * Leads forms that post to AWS's sign-in to the stand-in on this machine, as a name server would: the address of the
 * form alone changes, and the message in it says what it always says.
 */
export function leadToStandIn(reply: FrontReply, standInUrl: string): FrontReply {
  if (!reply.headers['content-type']?.startsWith('text/html')) return reply;
  const html = reply.body.toString('utf8');
  const led = html.replaceAll(
    ACTION,
    (_whole, before: string, host: string, path = '/') => `${before}${standInUrl}/aws/${host.toLowerCase()}${path}"`,
  );
  return { ...reply, body: Buffer.from(led) };
}
