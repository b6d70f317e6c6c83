import { visitorOf, type Visitor } from '../../local/http-client.ts';
import { call, expectStatus, locationOf, type Scene } from './scene.ts';

/** What somebody types into the sign-in form. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A user with a password, in a browser that is signed in. */
export interface Person extends Credentials {
  readonly id: string;
  readonly visitor: Visitor;
}

/** A user's first password, which is of nobody's words. */
export const PASSWORD = 'umbrella kettle violin 42';

/** Where a user's mails go. */
export const addressOf = (username: string): string => `${username}@orchard.example`;

/** Follows redirects of ours to the sign-in page and gives the password there. @returns what the password led to */
export async function signIn(
  visitor: Visitor,
  { username, password }: Credentials,
  from = '/sign-in',
): Promise<Response> {
  const form = locationOf(await expectStatus(visitor.get(from), 303, from));
  await expectStatus(visitor.get(form), 200, 'the sign-in page');
  return visitor.post(form, { username, password });
}

/** Registers a user, who sets a password by the link in the mail and signs in. */
export async function person(scene: Scene, username: string): Promise<Person> {
  const user = { userName: username, email: addressOf(username), givenName: username, department: 'Orchards' };
  const { id } = await call(scene, 'POST /users', 201, { body: user });
  await call(scene, `POST /users/${id}/activation`, 202);
  const visitor = visitorOf(scene.house.baseUrl);
  await expectStatus(visitor.get('/activate'), 200, 'GET /activate');
  const typed = { token: await linkTo(scene, username), password: PASSWORD, confirm: PASSWORD };
  await expectStatus(visitor.post('/activate', typed), 303, 'POST /activate');
  const credentials = { username, password: PASSWORD };
  await expectStatus(signIn(visitor, credentials), 303, 'the password');
  return { ...credentials, id, visitor };
}

/** The secret of the link in the newest mail to a user. */
export async function linkTo({ house }: Pick<Scene, 'house'>, username: string): Promise<string> {
  const [mail] = await house.mailsTo(addressOf(username));
  const [, token] = /#([\w-]{43})\s/.exec(mail?.text ?? '') ?? [];
  if (!token) throw new Error(`no mail with a link came to ${username}`);
  return token;
}

/** The owner of the house, signed in to the console. */
export async function owner({ house, dev }: Scene): Promise<Visitor> {
  const visitor = visitorOf(house.baseUrl);
  await expectStatus(signIn(visitor, dev.admin, '/go/console'), 303, 'the password');
  return visitor;
}
