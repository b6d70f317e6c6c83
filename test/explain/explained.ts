import { partitionOfAudience } from '../../shared/aws-access/partition.ts';
import { checksOf } from '../../shared/explain/checks.ts';
import { responseFacts } from '../../shared/explain/response-facts.ts';
import type { Judging } from '../../shared/explain/rule.ts';
import { verifySignatures } from '../../shared/explain/verify-signatures.ts';
import { MESSAGE_LIMITS } from '../../shared/saml/limits.ts';
import { scan } from '../../shared/saml/scanner.ts';
import { CERTIFICATE, ENTITY_ID, NOW } from '../demo/aws-response.ts';

/** The rules that are broken in a response for AWS, judged at the moment of the tests. */
export async function failedIn(xml: string, more: Partial<Judging> = {}): Promise<readonly string[]> {
  const root = scan(xml, MESSAGE_LIMITS);
  const response = responseFacts(root);
  const [assertion] = response.assertions;
  const isOurs = response.issuer === ENTITY_ID;
  const judging: Judging = {
    now: NOW,
    ourEntityId: ENTITY_ID,
    partition: partitionOfAudience(assertion?.audiences[0] ?? '') ?? 'aws',
    app: { name: 'AWS', entityId: 'urn:amazon:webservices', acsUrls: ['https://us-west-2.signin.aws.amazon.com/saml'] },
    signatures: await verifySignatures(xml, root, isOurs ? { ours: [CERTIFICATE] } : {}),
    ...more,
  };
  return checksOf({ response, ...(assertion ? { assertion } : {}), judging }, { showsPersonal: true })
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ id }) => id);
}
