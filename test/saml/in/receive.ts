import { isRefusal, Refusal } from '../../../shared/base/refusal.ts';
import { parseAuthnRequest } from '../../../shared/saml/authn-request.ts';
import type { Message } from '../../../shared/saml/bindings.ts';
import { parseLogoutRequest, parseLogoutResponse } from '../../../shared/saml/logout-messages.ts';
import { scan } from '../../../shared/saml/scanner.ts';
import type { XmlElement } from '../../../shared/saml/tree.ts';
import { isSigned, proved } from '../../../shared/saml/verify.ts';

/** Reads whichever message it is. */
export function parse(root: XmlElement) {
  if (root.local === 'LogoutRequest') return parseLogoutRequest(root);
  return root.local === 'LogoutResponse' ? parseLogoutResponse(root) : parseAuthnRequest(root);
}

/** Receives a message as sign-in does: claims first, then what its signature proves. */
export async function receive(message: Message, certificates: readonly string[], mustBeSigned = false) {
  const root = scan(message.xml);
  const claimed = parse(root);
  if (isSigned(message, root)) return parse(await proved(message, certificates));
  if (mustBeSigned) throw new Refusal('REQUEST_UNSIGNED', 'the app signs its requests');
  return claimed;
}

/** What comes of it: `ok`, or the code of the refusal. Any other error is a bug, and thrown. */
export async function outcomeOf(doing: () => unknown): Promise<string> {
  try {
    await doing();
    return 'ok';
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}
