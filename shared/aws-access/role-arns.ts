import { type Fault, Refusal } from '../base/refusal.ts';
import { type Partition, partitionOf } from './partition.ts';

/** A role and the SAML provider through which it is taken. */
export interface RoleArns {
  readonly roleArn: string;
  readonly providerArn: string;
  readonly accountId: string;
  readonly partition: Partition;
  /** The role's name, without its path. */
  readonly roleName: string;
}

const ROLE = /^arn:(aws|aws-us-gov|aws-cn):iam::(\d{12}):role\/(?:[\x21-\x2b\x2d-\x7e]{0,510}\/)?([\w+=,.@-]{1,64})$/;
const PROVIDER = /^arn:(aws|aws-us-gov|aws-cn):iam::(\d{12}):saml-provider\/([\w.-]{1,128})$/;

/** A comma parts two ARNs where another begins after it: the name of a role may have commas of its own. */
const BETWEEN = /,(?=[[\s"']*arn:)/;

/**
 * Reads a role and its provider: two ARNs, or one text that holds both in either order, as AWS's consoles and guides
 * show them, with brackets, quotes and spaces around, which are removed and never sent.
 *
 * @throws {Refusal} INPUT_INVALID naming what is wrong
 */
export function readRoleArns(
  given: { readonly roleArn: string; readonly providerArn: string } | { readonly pair: string },
): RoleArns {
  const isPair = 'pair' in given;
  const texts = (isPair ? given.pair.split(BETWEEN) : [given.roleArn, given.providerArn]).map(bare);
  const role = texts.map((text) => ROLE.exec(text)).find((match) => match !== null);
  const provider = texts.map((text) => PROVIDER.exec(text)).find((match) => match !== null);
  const faults: Fault[] = [];
  if (texts.length > 2) faults.push({ pointer: '/pair', detail: 'This holds more than a role and its provider.' });
  if (!role)
    faults.push({
      pointer: isPair ? '/pair' : '/roleArn',
      detail: 'This is not the ARN of a role: arn:aws:iam::123456789012:role/Name.',
    });
  if (!provider)
    faults.push({
      pointer: isPair ? '/pair' : '/providerArn',
      detail: 'This is not the ARN of a SAML provider: arn:aws:iam::123456789012:saml-provider/name.',
    });
  if (role && provider && (role[1] !== provider[1] || role[2] !== provider[2])) {
    faults.push({
      pointer: isPair ? '/pair' : '/providerArn',
      detail: 'The provider must be in the same account as the role.',
    });
  }
  const partition = partitionOf(role?.[0] ?? '');
  if (faults.length > 0 || !role || !provider || !partition)
    throw new Refusal('INPUT_INVALID', 'not a role and its provider', { faults });
  return { roleArn: role[0], providerArn: provider[0], accountId: role[2] ?? '', partition, roleName: role[3] ?? '' };
}

/** An ARN without the brackets, quotes and spaces around it. */
const bare = (text: string): string => text.replaceAll(/^[[\s"']+|[\]\s"']+$/g, '');
