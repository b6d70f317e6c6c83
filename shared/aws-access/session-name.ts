/** What AWS takes for RoleSessionName and SourceIdentity (IAM User Guide, "Configure SAML assertions"). */
export const SESSION_NAME = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;

/**
 * A name in the form that AWS takes for sessions, `[a-zA-Z_0-9+=,.@-]{2,64}`: accents go, other characters become `-`, a
 * name that is too long keeps its beginning. An address that AWS takes already stays as it is.
 */
export function roleSessionName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w+=,.@-]+/g, '-');
  return plain.slice(0, 64).padEnd(2, '_');
}

/** A source identity: as a session name, and not of AWS's own prefix `aws:`, whose colon no session name has. */
export const sourceIdentity = (name: string): string => roleSessionName(name.replace(/^aws:/i, ''));
